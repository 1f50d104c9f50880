// The page that the demo begins with: where everything is, who can sign in, and what can go wrong.

import { readFile } from 'node:fs/promises';

import { html, trusted } from './html.js';
import { tagFor } from './own-site.js';
import { registrationOf } from './sites.js';

const style = trusted(await readFile(new URL('start-page.css', import.meta.url), 'utf8'));

/**
 * @param {object} view
 * @param {Array<import('./sites.js').Site & { address: string }>} view.sites
 * @param {{ provider: string, huggingFace: string, accounts: Account[] }} [view.local] the provider on
 *   this machine
 * @param {{ endpoint: string, appId: string }} [view.logto] a real one instead
 * @param {Own} [view.own] a folder of one's own among the sites
 * @param {import('./switches.js').Switches['choices']} view.choices
 * @returns {string}
 *
 * @typedef {{ username: string, password: string, at: string, roles: string, organizations: string }} Account
 * @typedef {{ root: string, address: string, endpoint: string, appId: string }} Own
 */
export const startPage = ({ sites, own, local, logto, choices }) =>
  html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>logto-wasm demo</title>
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body>
<header>
<h1>logto-wasm demo</h1>
<p>Websites that sign their visitors in ${local ? 'at a provider on this machine' : 'at your Logto'}.</p>
</header>
<main>
${siteList(sites)}
${own && ownSection(own)}
${local ? accountTable(local) : registrations(sites, logto)}
${switchForm(choices)}
</main>
<footer>
<p>Ctrl-C in the terminal stops everything.</p>
</footer>
</body>
</html>
`.toString();

const siteList = (sites) => html`<section aria-labelledby="sites">
<h2 id="sites">The sites</h2>
<ul class="cards">
${sites.map(
  ({ name, about, address }) => html`<li>
<h3><a href="${address}/">${name}</a></h3>
<p>${about}</p>
<p class="quiet">${address}</p>
</li>
`
)}</ul>
</section>`;

const ownSection = (own) => html`<section aria-labelledby="own">
<h2 id="own">Your site</h2>
<p>What is in <code>${own.root}</code> is at <a href="${own.address}/">${own.address}</a>: <code>index.html</code> is
its home page, <code>members.html</code> is <code>/members</code>. Save a page, and load it again.</p>
<dl>
<dt>Logto endpoint</dt><dd><code>${own.endpoint}</code></dd>
<dt>App ID</dt><dd><code>${own.appId}</code></dd>
</dl>
<p>Paste this into the head of each page, in the place of the tag in the guide:</p>
<div class="frame" role="region" aria-label="The tag" tabindex="0">
<pre><code>${tagFor(own)}</code></pre>
</div>
</section>`;

const accountTable = ({ provider, huggingFace, accounts }) => html`<section aria-labelledby="accounts">
<h2 id="accounts">Who can sign in</h2>
<p>At the local provider (<code>${provider}</code>), or there by the stand-in for Hugging Face
(<code>${huggingFace}</code>). The provider’s page also makes new accounts.</p>
<div class="frame" role="region" aria-label="Accounts" tabindex="0">
<table>
<thead>
<tr><th scope="col">Username</th><th scope="col">Password</th><th scope="col">At</th><th scope="col">Roles</th><th scope="col">Organizations</th></tr>
</thead>
<tbody>
${accounts.map(
  ({ username, password, at, roles, organizations }) => html`<tr>
<th scope="row"><code>${username}</code></th><td><code>${password}</code></td><td>${at}</td><td>${roles}</td><td>${organizations}</td>
</tr>
`
)}</tbody>
</table>
</div>
</section>`;

const registrations = (sites, { endpoint, appId }) => {
  const registered = sites.map(registrationOf);
  const each = (name) =>
    registered.flatMap((site) => site[name]).map((value) => html`<dd><code>${value}</code></dd>`);

  return html`<section aria-labelledby="registrations">
<h2 id="registrations">What your Logto has to know</h2>
<p>All of them sign in at <code>${endpoint}</code> as the application <code>${appId}</code>. Register these in the
Logto Console, under Applications, in the application’s settings:</p>
<dl>
<dt>Redirect URIs</dt>${each('redirectUris')}
<dt>Post sign-out redirect URIs</dt>${each('postSignOutRedirectUris')}
<dt>CORS allowed origins</dt>${each('corsOrigin')}
</dl>
<p>The site without code also names a role (<code>admin</code>), organizations and custom data that your Logto
does not have: its pages in <code>examples/webflow-no-code</code> are yours to change.</p>
</section>`;
};

const LEGENDS = { network: 'The provider, as pages reach it', clock: 'The clock of the sites’ pages' };

const switchForm = (choices) => html`<section aria-labelledby="switches">
<h2 id="switches">What can go wrong</h2>
<p>Choose, apply, and go on in a site. Pages that are open already have another clock only when they are
loaded again.</p>
${whatIsOn(choices)}
<form method="post" action="/switches">
${choices.map(
  ({ name, values }) => html`<fieldset>
<legend>${LEGENDS[name]}</legend>
${name === 'clock' && html`<p class="quiet">While it is wrong, this demo puts a small script before everything else
in the sites’ pages, which shifts their <code>Date</code>. It is not part of the sites.</p>
`}${values.map((each) => radio(name, each))}</fieldset>
`
)}<button type="submit">Apply</button>
</form>
</section>`;

const radio = (name, { value, label, explanation, isOn }) => {
  const id = `${name}-${value}`;

  return html`<div class="choice">
<input type="radio" id="${id}" name="${name}" value="${value}" aria-describedby="${id}-says" ${isOn && trusted('checked')}>
<label for="${id}">${label}${isOn && html` <span class="on">on</span>`}</label>
<p id="${id}-says">${explanation}</p>
</div>
`;
};

/** In words, for whoever comes back from applying it. */
const whatIsOn = (choices) => {
  const wrong = choices
    .flatMap(({ values }) => values)
    .filter(({ value, isOn }) => isOn && value !== 'right')
    .map(({ label }) => label);

  return wrong.length === 0
    ? html`<p class="state" id="state">Nothing is wrong at the moment.</p>`
    : html`<p class="state wrong" id="state">At the moment: ${wrong.join(', ')}.</p>`;
};
