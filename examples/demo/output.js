// What the demo says once everything listens.

import { registrationOf } from './sites.js';

const STOP = 'Ctrl-C stops everything.';

/** Each line's label as wide as the widest. */
const lines = (entries) => {
  const width = Math.max(...entries.map(([label]) => label.length));

  return entries.map(([label, value]) => `  ${label.padEnd(width)}  ${value}`).join('\n');
};

/**
 * @param {object} running
 * @param {string} running.start the start page's address
 * @param {Array<import('./sites.js').Site & { address: string }>} running.sites
 * @param {string} running.provider
 * @param {string} running.huggingFace
 * @param {import('./start-page.js').Account[]} running.accounts
 */
export const toLocalProvider = ({ start, sites, provider, huggingFace, accounts }) => `
Everything is running:

${lines([
  ['Start page', start],
  ...sites.map(({ name, address }) => [name, address]),
  ['Local OpenID provider', provider],
  ['Hugging Face stand-in', huggingFace],
])}

Open ${start}, choose a site, and sign in with

${lines(accounts.map(({ username, password, at }) => [`${username} / ${password}`, `at ${at}`]))}

${STOP}
`;

/**
 * @param {object} running
 * @param {string} running.start the start page's address
 * @param {Array<import('./sites.js').Site & { address: string }>} running.sites
 * @param {string} running.endpoint
 * @param {string} running.appId
 */
export const toRealLogto = ({ start, sites, endpoint, appId }) => {
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
  ...registered.map(({ redirectUri }) => ['Redirect URI', redirectUri]),
  ...registered.map(({ postSignOutRedirectUri }) => [
    'Post sign-out redirect URI',
    postSignOutRedirectUri,
  ]),
  ...registered.map(({ corsOrigin }) => ['CORS allowed origin', corsOrigin]),
])}

Then open ${start}, choose a site, and sign in.

${STOP}
`;
};
