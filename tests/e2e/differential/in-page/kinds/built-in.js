// The default client: the page's own storages, network and navigation, and the local provider.

import { base64url, utf8 } from '../base64url.js';
import { STATE, VERIFIER } from '../constants.js';
import { departure, endingOf, requestOf } from '../outcome.js';
import { oldTokensOf, readStorage } from '../stored.js';
import { signInArguments, signOutArguments } from '../values/arguments.js';
import { configuration } from '../values/configurations.js';

const session = (redirectUri) =>
  JSON.stringify({ redirectUri, codeVerifier: VERIFIER, state: STATE });

const callbackUrl = (random, { callback, endpoint }) => {
  const iss = encodeURIComponent(`${endpoint}/oidc`);
  return random.pick([
    `${callback}?code=c&state=${STATE}&iss=${iss}`,
    `${callback}?code=c&state=another&iss=${iss}`,
    `${callback}?code=c&iss=${iss}`,
    `${callback}?state=${STATE}&iss=${iss}`,
    `${callback}?error=access_denied&error_description=No.&state=${STATE}&iss=${iss}`,
    `${endpoint}/callback?code=c&state=${STATE}&iss=${iss}`,
  ]);
};

const callOf = (random, site) =>
  random.pick([
    () => ['signIn', ...signInArguments(random).arguments],
    () => ['signIn', ...signInArguments(random).arguments],
    () => ['signOut', ...signOutArguments(random).arguments],
    () => ['handleSignInCallback', callbackUrl(random, site)],
    () => ['isSignInRedirected', callbackUrl(random, site)],
    () => ['getAccessToken', random.pick(['https://api.test', 'https://books.test/api'])],
    () => [random.pick(['isAuthenticated', 'getIdToken', 'getIdTokenClaims', 'getRefreshToken'])],
  ])();

/** Where the visitor is sent; nobody leaves. */
const navigations = [];
globalThis.navigation?.addEventListener('navigate', (event) => {
  event.preventDefault();
  navigations.push({ url: event.destination.url });
});

/** What was requested. It is sent, too, while there is a network. */
const requests = [];
const network = globalThis.fetch;
const recordedFetch =
  (isOnline) =>
  async (...request) => {
    requests.push(requestOf(...request));
    if (!isOnline) throw new TypeError('Failed to fetch');
    return network(...request);
  };

/** The name of an item in a storage. The first versions of @logto/browser had one without a name. */
const nameOf = (appId, item) => (item ? `logto:${appId}:${item}` : `logto:${appId}`);

const put = (storage, appId, items) => {
  storage.clear();
  for (const [item, value] of Object.entries(items)) storage.setItem(nameOf(appId, item), value);
};

/** Everything in a storage, by names that do not depend on the application. */
const read = (storage, appId) =>
  Object.fromEntries(
    Object.entries(storage).map(([name, value]) => [name.replace(`:${appId}`, ':<appId>'), value])
  );

/** What ours knows of the tokens of earlier cases. Storages are all that theirs has. */
const forgetEarlierCases = () =>
  new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase('logto');
    request.onsuccess = () => resolve();
    request.onerror = () => reject(request.error);
  });

const challengeOf = async (verifier) =>
  base64url(new Uint8Array(await crypto.subtle.digest('SHA-256', utf8(verifier))));

const isRandom = (value) => /^[\w-]{43,}$/.test(value);

/** Random values by what they are for: what belongs together has the same name. */
const named = async (departed, signInSession, copies) => {
  const { state, codeVerifier, nonce } = JSON.parse(signInSession ?? '{}');
  const names = new Map([
    [state, 'the state'],
    [nonce, 'the nonce'],
    [codeVerifier, 'the verifier'],
    [await challengeOf(codeVerifier), 'the challenge'],
  ]);
  const name = (value) => (isRandom(value) && names.get(value)) || value;

  return {
    departed: JSON.parse(JSON.stringify(departed), (_field, value) => name(value)),
    signInSession: signInSession?.replace(/[\w-]+/g, name),
    copies: copies?.replace(/[\w-]+/g, name),
  };
};

export const builtIn = {
  name: 'built-in',

  async generate(random, site) {
    const oldTokens = await oldTokensOf(site.endpoint);
    const { config } = configuration(random);
    const call = callOf(random, site);

    return {
      // The provider speaks to sites of apps that it knows.
      config: {
        ...config,
        ...(call[0] !== 'signIn' && { appId: site.appId }),
        endpoint: site.endpoint,
      },
      isOnline: random.chance(0.9),
      enableCache: random.pick([undefined, false, true]),
      call,
      local: random.pick([
        {},
        oldTokens,
        oldTokens,
        { ...oldTokens, idToken: 'not a token' },
        { idToken: '', refreshToken: '', accessToken: '' },
      ]),
      session: random.pick([
        {},
        { signInSession: session(site.callback) },
        { signInSession: session(site.callback) },
        { '': session(site.callback) },
      ]),
    };
  },

  async run(sdk, theCase) {
    const { config, enableCache, isOnline, local, session: stored } = theCase;
    const [method, ...given] = theCase.call;
    const { appId } = config;
    await forgetEarlierCases();
    put(localStorage, appId, local);
    put(sessionStorage, appId, stored);
    localStorage.setItem('theme', 'dark');
    navigations.length = 0;
    requests.length = 0;
    globalThis.fetch = recordedFetch(isOnline);

    const client = new sdk.default(config, enableCache);
    const ended = await endingOf(sdk, () => client[method](...given));

    const {
      'logto:<appId>:idToken': idToken,
      'logto:<appId>:refreshToken': refreshToken,
      'logto:<appId>:accessToken': accessToken,
      'logto:<appId>:signInSession': inProgress,
      'logto:<appId>:signInSessions': kept,
      'logto_cache:<appId>:openidConfiguration': metadata,
      'logto_cache:<appId>:jwks': keys,
      ...elsewhere
    } = { ...read(localStorage, appId), ...read(sessionStorage, appId) };
    const { departed, signInSession, copies } = await named(
      departure(navigations),
      inProgress,
      kept
    );

    return {
      ...ended,
      ...departed,
      // When keys are fetched is each SDK's own business.
      requests: requests.filter(({ url }) => !url.endsWith('/jwks')),
      ...readStorage({ idToken, refreshToken, accessToken, signInSession, ...elsewhere }),
      'sign-ins kept': copies && JSON.parse(copies),
      'metadata kept': metadata && JSON.parse(metadata).issuer,
      'keys kept': keys && JSON.parse(keys),
    };
  },
};
