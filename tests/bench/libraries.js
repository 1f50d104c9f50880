/**
 * The libraries that are measured, each in the way its own documentation shows, with its defaults.
 *
 * `use` is the code of the page: it makes a client and says how each thing is done with it, in the terms of
 * `in-page/page.js`. A library does not take part in the measure of something that it does not do.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { packed } from '../e2e/support/package.js';

const here = fileURLToPath(new URL('.', import.meta.url));
const buildTools = fileURLToPath(new URL('../../xtask/npm/', import.meta.url));

export const OURS = 'logto-wasm';
export const THEIRS = '@logto/browser';

/**
 * @typedef {object} Library
 * @property {string} name
 * @property {string} id its folder on the site, and the client ID of its app
 * @property {string} [folder] of the files that are served as they are, the main one `index.js`
 * @property {{ contents: string, resolveDir: string }} [bundle] what is bundled into `index.js` otherwise
 * @property {'logto' | 'auth0'} speaks which provider it is made for
 * @property {boolean} lastsInNewTab does a session last in another tab?
 * @property {boolean} renewsOnDemand does the call for an access token renew it, if need be?
 * @property {(page: Page) => string} use
 *
 * @typedef {{ script: string, endpoint: string, appId: string, callback: string, home: string }} Page
 */

const useLogto = ({ script, endpoint, appId, callback, home }) => `
import LogtoClient from '${script}';

const client = new LogtoClient({ endpoint: '${endpoint}', appId: '${appId}' });

const use = {
  isAuthenticated: () => client.isAuthenticated(),
  signIn: () => client.signIn('${callback}'),
  handleCallback: () => client.handleSignInCallback(window.location.href),
  getAccessToken: () => client.getAccessToken(),
  getIdToken: () => client.getIdToken(),
  getIdTokenClaims: () => client.getIdTokenClaims(),
  signOut: () => client.signOut('${home}'),
};`;

// A UserManager has one method for all that is stored, and renews by a timer instead of on demand.
const useOidcClient = ({ script, endpoint, appId, callback, home }) => `
import { UserManager } from '${script}';

const client = new UserManager({
  authority: '${endpoint}/oidc',
  client_id: '${appId}',
  redirect_uri: '${callback}',
  post_logout_redirect_uri: '${home}',
  scope: 'openid offline_access profile',
  prompt: 'consent',
});

const use = {
  isAuthenticated: async () => { const user = await client.getUser(); return Boolean(user && !user.expired); },
  signIn: () => client.signinRedirect(),
  handleCallback: () => client.signinRedirectCallback(),
  getAccessToken: async () => (await client.getUser()).access_token,
  getIdToken: async () => (await client.getUser()).id_token,
  getIdTokenClaims: async () => (await client.getUser()).profile,
  signOut: () => client.signoutRedirect(),
};`;

// Refresh tokens in localStorage are what Auth0 advises where its hidden frame is blocked; the provider here
// has no answer for that frame.
const useAuth0 = ({ script, endpoint, appId, callback, home }) => `
import { Auth0Client } from '${script}';

const client = new Auth0Client({
  domain: '${endpoint}/oidc',
  clientId: '${appId}',
  authorizationParams: { redirect_uri: '${callback}', prompt: 'consent' },
  useRefreshTokens: true,
  cacheLocation: 'localstorage',
});

const use = {
  isAuthenticated: () => client.isAuthenticated(),
  signIn: () => client.loginWithRedirect(),
  handleCallback: () => client.handleRedirectCallback(),
  getAccessToken: () => client.getTokenSilently(),
  getIdToken: async () => (await client.getIdTokenClaims()).__raw,
  getIdTokenClaims: () => client.getIdTokenClaims(),
  signOut: () => client.logout({ logoutParams: { returnTo: '${home}' } }),
};`;

/** @type {Library[]} */
export const libraries = [
  {
    name: OURS,
    id: 'logto-wasm',
    get folder() {
      return path.join(packed(), 'dist');
    },
    speaks: 'logto',
    lastsInNewTab: true,
    renewsOnDemand: true,
    use: useLogto,
  },
  {
    name: THEIRS,
    id: 'logto-browser',
    bundle: {
      // All that it exports, as in ours. Its class alone is 1 % less.
      contents: "export * from '@logto/browser'; export { default } from '@logto/browser';",
      resolveDir: buildTools,
    },
    speaks: 'logto',
    lastsInNewTab: true,
    renewsOnDemand: true,
    use: useLogto,
  },
  {
    name: 'oidc-client-ts',
    id: 'oidc-client-ts',
    bundle: { contents: "export * from 'oidc-client-ts';", resolveDir: here },
    speaks: 'logto',
    lastsInNewTab: false,
    renewsOnDemand: false,
    use: useOidcClient,
  },
  {
    name: '@auth0/auth0-spa-js',
    id: 'auth0-spa-js',
    bundle: { contents: "export * from '@auth0/auth0-spa-js';", resolveDir: here },
    speaks: 'auth0',
    lastsInNewTab: true,
    renewsOnDemand: true,
    use: useAuth0,
  },
];

export const named = (...names) => libraries.filter(({ name }) => names.includes(name));

/** A folder from which an import of the library finds it; a package finds itself by its name. */
export const resolveDirOf = ({ folder, bundle }) => (folder ? path.dirname(folder) : bundle.resolveDir);

/** The version that is measured. */
export const versionOf = (library) => {
  const { name, folder } = library;
  const place = folder ? resolveDirOf(library) : path.join(resolveDirOf(library), 'node_modules', name);

  return JSON.parse(readFileSync(path.join(place, 'package.json'), 'utf8')).version;
};
