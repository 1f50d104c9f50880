// What the demo says once everything listens.

import { tagFor } from './own-site.js';
import { registrationOf } from './sites.js';

const STOP = 'Ctrl-C stops everything.';

/** Each line's label as wide as the widest. */
const lines = (entries) => {
  const width = Math.max(...entries.map(([label]) => label.length));

  return entries.map(([label, value]) => `  ${label.padEnd(width)}  ${value}`).join('\n');
};

/** What has to be pasted into the pages of a folder of one's own. */
const ownSiteText = (own) =>
  own
    ? `
Paste this into the head of each page in ${own.root}:

${tagFor(own).replace(/^/gm, '  ')}
`
    : '';

/**
 * @param {object} running
 * @param {string} running.start the start page's address
 * @param {Array<import('./sites.js').Site & { address: string }>} running.sites
 * @param {import('./start-page.js').Own} [running.own]
 * @param {string} running.provider
 * @param {string} running.huggingFace
 * @param {import('./start-page.js').Account[]} running.accounts
 */
export const toLocalProvider = ({ start, sites, own, provider, huggingFace, accounts }) => `
Everything is running:

${lines([
  ['Start page', start],
  ...sites.map(({ name, address }) => [name, address]),
  ['Local OpenID provider', provider],
  ['Hugging Face stand-in', huggingFace],
])}

Open ${start}, choose a site, and sign in with

${lines(accounts.map(({ username, password, at }) => [`${username} / ${password}`, `at ${at}`]))}
${ownSiteText(own)}
${STOP}
`;

/**
 * @param {object} running
 * @param {string} running.start the start page's address
 * @param {Array<import('./sites.js').Site & { address: string }>} running.sites
 * @param {import('./start-page.js').Own} [running.own]
 * @param {string} running.endpoint
 * @param {string} running.appId
 */
export const toRealLogto = ({ start, sites, own, endpoint, appId }) => {
  const registered = sites.map(registrationOf);

  return `
Everything is running:

${lines([
  ['Start page', start],
  ...sites.map(({ name, address }) => [name, address]),
  ['Logto', `${endpoint} (application ${appId})`],
])}

Register these in Logto Console > Applications > the application's settings:

${lines([
  ...registered.flatMap(({ redirectUris }) => redirectUris.map((uri) => ['Redirect URI', uri])),
  ...registered.flatMap(({ postSignOutRedirectUris }) =>
    postSignOutRedirectUris.map((uri) => ['Post sign-out redirect URI', uri])
  ),
  ...registered.map(({ corsOrigin }) => ['CORS allowed origin', corsOrigin]),
])}

Then open ${start}, choose a site, and sign in.
${ownSiteText(own)}
${STOP}
`;
};
