// What the compiled module can do. It exports one function for all of it, which is told by number what to do.

/** In the order in which the module knows them. */
const CALLS = [
  // (config, adapter) => the number of a client, or an error
  'open',
  // (code) => its text, or `undefined`
  'errorText',
  // (status, body, response) => the error that they stand for
  'requestError',
  // (verifier) => its challenge
  'codeChallenge',
  // (token) => a promise of them
  'accessTokenClaims',

  // Of a client.

  // () => `{scopes, resources}`
  'normalizedConfig',
  // () => `[claims, endsIn]`; `undefined` where the site's own storage takes its time to tell
  'stateNow',
  // (resource, organizationId) => `[token, endsIn]`; `undefined` where there is none that can be used
  'tokenNow',
  // From here on they give promises.
  'state',
  'appState',
  'verifyIdToken',
  'preload',
  'signIn',
  'isSignInRedirected',
  'handleSignInCallback',
  'isAuthenticated',
  'getIdToken',
  'getIdTokenClaims',
  'getRefreshToken',
  'getAccessToken',
  'fetchUserInfo',
  'getOidcConfig',
  'clearAccessToken',
  'clearAllTokens',
  'signOut',
];

/** The methods that a client has under the same name. */
export const METHODS = CALLS.slice(CALLS.indexOf('signIn'));

/** Calls what is of no client. */
export const call = (core, name, ...values) => core.call(0, CALLS.indexOf(name), ...values);

/** A client in a copy of the module. */
export class CompiledClient {
  constructor(core, config, adapter) {
    this.core = core;
    this.number = call(core, 'open', config, adapter);

    if (typeof this.number !== 'number') {
      throw this.number;
    }
  }

  call(name, ...values) {
    return this.core.call(this.number, CALLS.indexOf(name), ...values);
  }
}
