/**
 * The client for any environment. Reads are answered here, from storage; every other call is passed on to the core,
 * which is loaded when the first one needs it.
 */
import { ClientAdapterInstance, browserStorage, ownPart } from './adapter.js';
import {
  accessTokenArguments,
  invalidArgument,
  optionalAddress,
  requiredAddress,
  signInArguments,
} from './arguments.js';
import { isCallbackPage } from './callback-page.js';
import { checkConfiguration } from './configuration.js';
import { CoreConnection } from './core-connection.js';
import { loadCore, setCompatUrl } from './core-loader.js';
import { scheduleCore } from './core-schedule.js';
import { discoverEarly } from './early-discovery.js';
import { PersistKey, Prompt, UserScope } from './enums.js';
import { LogtoClientError, LogtoError } from './errors.js';
import { payloadOf } from './jwt.js';
import { mayHavePendingSignIn } from './pending-sign-in.js';
import { SessionSnapshot, sessionMayHaveChanged } from './session-snapshot.js';
import { StoredSession } from './stored-session.js';

/** Where the adapter has what belongs to the client: shallow copies of a client (`{ ...client }`) share the adapter. */
const INTERNALS = Symbol('internals');

/** Marks the verifier that a client is created with. */
const BUILT_IN = Symbol('built in');

const hide = (object, name, value) =>
  Object.defineProperty(object, name, { value, writable: true, configurable: true });

/** `{ adapter, configuration, connection, storedSession }` of a client. */
const internalsOf = ({ adapter }) => {
  if (!adapter[INTERNALS]) {
    throw new TypeError('This is a deep copy of a client, which cannot be used. Use the original.');
  }

  // A function, because a Proxy around the client would also wrap an object.
  return adapter[INTERNALS]();
};

/** The stored session of a client, if it can be read here: its storage is the browser's, and not modified. */
const readable = (client) => {
  // The client's own adapter: a Proxy around the client also wraps its parts.
  const { adapter, storedSession } = internalsOf(client);

  return ownPart(adapter, 'storage') === undefined ? storedSession : undefined;
};

const callCore = (client, method) => {
  // The verifier may be a getter, or a field of a subclass.
  const { jwtVerifier } = client;

  return internalsOf(client).connection.call(method, jwtVerifier?.[BUILT_IN] ? undefined : jwtVerifier);
};

/** Calls the core with a method that may change the session. */
const changeByCore = async (client, method) => {
  try {
    return await callCore(client, method);
  } finally {
    sessionMayHaveChanged();
  }
};

/** Asks for the provider's metadata, which the call that follows needs. */
const expectProvider = (client) => {
  const { adapter, configuration } = internalsOf(client);

  discoverEarly(adapter, configuration);
};

const notAuthenticated = (remark) => new LogtoClientError('not_authenticated', remark);

/** The claims of an access token; `{}` for an opaque one. */
const accessTokenClaims = (token) => {
  if (!token.includes('.')) {
    return {};
  }

  try {
    const claims = JSON.parse(payloadOf(token));

    if (typeof claims === 'object' && claims !== null) {
      return claims;
    }
  } catch {
    // Not a JWT, or its payload is not JSON.
  }

  throw new LogtoError('access_token.invalid');
};

export class BaseClient {
  static name = 'BaseClient';

  constructor(config, adapter, buildJwtVerifier) {
    const configuration = checkConfiguration(config);
    const { given, issuer, leeway, resources, scopes } = configuration;
    const storedSession = new StoredSession({ ...given, issuer, leeway });

    this.adapter = new ClientAdapterInstance(adapter);
    this.adapter.storage ??= browserStorage(config);
    this.logtoConfig = {
      ...config,
      prompt: config.prompt ?? Prompt.Consent,
      includeReservedScopes: config.includeReservedScopes ?? true,
      scopes,
      ...(resources.length > 0 && { resources }),
    };
    this.jwtVerifierInstance = {
      [BUILT_IN]: true,
      verifyIdToken: async (token) => {
        expectProvider(this);
        await callCore(this, (core) => core.verifyIdToken(token));
      },
    };

    const internals = {
      adapter: this.adapter,
      configuration,
      connection: new CoreConnection(this.adapter, configuration),
      storedSession,
    };

    hide(this.adapter, INTERNALS, () => internals);

    const snapshot = new SessionSnapshot(
      () => {
        const state = readable(this)?.state();

        return state && { claims: state.idToken?.payload, endsIn: state.endsIn };
      },
      async () => {
        const { claims, endsIn } = await callCore(this, (core) => core.getState());

        return { claims: JSON.stringify(claims), endsIn };
      }
    );

    // Bound to the client: that is how they are passed on.
    hide(this, 'subscribe', (listener) => snapshot.subscribe(listener));
    hide(this, 'getSnapshot', () => snapshot.read());

    if (buildJwtVerifier) {
      this.setJwtVerifier(buildJwtVerifier);
    }

    setCompatUrl(config.compatUrl);
    scheduleCore(storedSession, () => {
      // A call that needs the core reports the error.
      loadCore().catch(() => {});
    });

    if (isCallbackPage() && mayHavePendingSignIn(given)) {
      expectProvider(this);
    }
  }

  get jwtVerifier() {
    return this.jwtVerifierInstance;
  }

  setJwtVerifier(buildJwtVerifier) {
    const verifier =
      typeof buildJwtVerifier === 'function' ? buildJwtVerifier(this) : buildJwtVerifier;

    if (typeof verifier?.verifyIdToken !== 'function') {
      throw invalidArgument('buildJwtVerifier', 'must be, or return, an object with a method `verifyIdToken`');
    }

    this.jwtVerifierInstance = verifier;
  }

  async isAuthenticated() {
    const session = readable(this);

    return session ? session.state().idToken !== undefined : callCore(this, (core) => core.isAuthenticated());
  }

  async getIdToken() {
    const session = readable(this);

    return session ? session.idToken()?.raw ?? null : callCore(this, (core) => core.getIdToken());
  }

  async getIdTokenClaims() {
    const session = readable(this);

    if (!session) {
      return callCore(this, (core) => core.getIdTokenClaims());
    }

    const idToken = session.idToken();

    if (!idToken) {
      throw notAuthenticated('ID token not found');
    }

    // Parsed anew: each caller may change what it is given.
    return JSON.parse(idToken.payload);
  }

  async getRefreshToken() {
    const session = readable(this);

    return session ? session.refreshToken() : callCore(this, (core) => core.getRefreshToken());
  }

  async getAccessToken(resource, organizationId, options) {
    const checked = accessTokenArguments(resource, organizationId, options);
    const session = readable(this);
    const stored =
      session && !checked.forceRefresh
        ? session.accessToken(checked.resource, checked.organizationId)
        : undefined;

    if (stored !== undefined) {
      return stored;
    }

    if (session && !session.idToken()) {
      throw notAuthenticated();
    }

    // Only the core can tell whether a storage of the site's own has a session. Signed out, nothing is sent.
    if (session && session.refreshToken() !== null) {
      expectProvider(this);
    }

    return changeByCore(this, (core) =>
      core.getAccessToken(checked.resource, checked.organizationId, checked.forceRefresh)
    );
  }

  async getAccessTokenClaims(resource) {
    return accessTokenClaims(await this.getAccessToken(resource));
  }

  async getOrganizationToken(organizationId) {
    if (!this.logtoConfig.scopes?.includes(UserScope.Organizations)) {
      throw new LogtoClientError('missing_scope_organizations');
    }

    if (!organizationId) {
      throw invalidArgument('organizationId', 'must be the ID of an organization');
    }

    return this.getAccessToken(undefined, organizationId);
  }

  async getOrganizationTokenClaims(organizationId) {
    return accessTokenClaims(await this.getOrganizationToken(organizationId));
  }

  async fetchUserInfo() {
    const session = readable(this);

    if (session && !session.idToken()) {
      throw notAuthenticated();
    }

    if (session) {
      expectProvider(this);
    }

    return changeByCore(this, (core) => core.fetchUserInfo());
  }

  async signIn(options, interactionMode, loginHint) {
    const checked = signInArguments(options, interactionMode, loginHint);

    expectProvider(this);
    return changeByCore(this, (core) => core.signIn(checked));
  }

  async isSignInRedirected(url) {
    const address = requiredAddress('url', url);

    if (readable(this) && !mayHavePendingSignIn(internalsOf(this).configuration.given)) {
      return false;
    }

    return callCore(this, (core) => core.isSignInRedirected(address));
  }

  async handleSignInCallback(callbackUri) {
    const address = requiredAddress('callbackUri', callbackUri);

    if (readable(this) && mayHavePendingSignIn(internalsOf(this).configuration.given)) {
      expectProvider(this);
    }

    return changeByCore(this, (core) => core.handleSignInCallback(address));
  }

  async signOut(postLogoutRedirectUri) {
    const address = optionalAddress('postLogoutRedirectUri', postLogoutRedirectUri);

    expectProvider(this);
    return changeByCore(this, (core) => core.signOut(address));
  }

  async clearAccessToken() {
    const session = readable(this);

    if (!session) {
      return changeByCore(this, (core) => core.clearAccessToken());
    }

    session.removeAccessTokens();

    // The record that tabs share holds access tokens, too, while there is a refresh token.
    if (session.refreshToken() !== null && (await coreIsThere())) {
      await callCore(this, (core) => core.clearAccessToken());
    }
  }

  async clearAllTokens() {
    const session = readable(this);

    if (!session) {
      return changeByCore(this, (core) => core.clearAllTokens());
    }

    const refreshToken = session.refreshToken();

    session.removeTokens();
    sessionMayHaveChanged();

    // Other tabs learn from the record that an answer to this refresh token comes too late.
    if (refreshToken !== null && (await coreIsThere())) {
      await callCore(this, (core) => core.clearAllTokens(refreshToken));
    }
  }

  async getOidcConfig() {
    expectProvider(this);
    return callCore(this, (core) => core.getOidcConfig());
  }

  async getAppState() {
    return callCore(this, (core) => core.getAppState());
  }

  async preload() {
    try {
      expectProvider(this);
      await callCore(this, (core) => core.preload());
    } catch {
      // The call that needs what was to be fetched tries again, and reports the error.
    }
  }

  /** For subclasses: the pending sign-in, as it is stored. */
  async getSignInSession() {
    const text = await this.adapter.storage.getItem(PersistKey.SignInSession);

    if (!text) {
      return null;
    }

    try {
      const session = JSON.parse(text);

      if (['redirectUri', 'codeVerifier', 'state'].every((name) => typeof session[name] === 'string')) {
        return session;
      }
    } catch {
      // Not JSON, or `null`.
    }

    throw new LogtoClientError('sign_in_session.invalid');
  }

  /** For subclasses: stores the pending sign-in, or removes it for `null`. */
  async setSignInSession(session) {
    await this.adapter.setStorageItem(PersistKey.SignInSession, session && JSON.stringify(session));
  }
}

/** Whether the core can be loaded: what the entry file has removed stays removed without it. */
const coreIsThere = () =>
  loadCore().then(
    () => true,
    () => false
  );
