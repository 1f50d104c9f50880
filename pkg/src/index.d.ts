/**
 * Signs visitors in with Logto (OpenID Connect), with the class, the storage layout and the errors of
 * `@logto/browser`.
 *
 * @module logto-wasm
 */

/** What a client needs to know of the application. */
export type LogtoConfig = {
  /**
   * The Logto endpoint: an https URL, or http on this machine.
   *
   * @example 'https://example.logto.app'
   */
  endpoint: string;
  /** The application's client ID, which the Logto Console shows as App ID. */
  appId: string;
  /** @deprecated Not used: a browser cannot keep a secret. Remove it from the page. */
  appSecret?: string;
  /**
   * Scopes to ask for, beside the reserved ones. They apply to every resource too.
   *
   * @see UserScope
   */
  scopes?: string[];
  /** API resources to ask for (RFC 8707), by their indicators. */
  resources?: string[];
  /**
   * The `prompt` parameter of the authorization request (OIDC Core §3.1.2.1).
   *
   * @default Prompt.Consent
   */
  prompt?: Prompt | Prompt[];
  /**
   * Ask for `openid`, `offline_access` and `profile` too. Without `openid` there is no ID token, and
   * nobody can be signed in.
   *
   * @default true
   */
  includeReservedScopes?: boolean;
  /**
   * How long before they expire access tokens are renewed, in seconds: the way to an API takes time, and
   * clocks differ a little.
   *
   * @default 10
   */
  leeway?: number;
  /**
   * Where the browser keeps the tokens: for all tabs until the visitor signs out (`localStorage`), for this
   * tab (`sessionStorage`), or for this page until it is left (`memory`). An adapter's own `storage` comes
   * first.
   *
   * @default 'localStorage'
   */
  cacheLocation?: 'localStorage' | 'sessionStorage' | 'memory';
  /**
   * Leave `code` and `state` in the address bar after `handleSignInCallback`. Otherwise, where the page stays at
   * the redirect URI, the parameters that Logto added are removed from it by `history.replaceState`, so that
   * they end in no bookmark and no `Referer` header (RFC 9700 §4.2). After an error they stay.
   *
   * @default false
   */
  keepCallbackUrl?: boolean;
  /**
   * Where `compat.js` of this package is: the file that is imported where the browser does not run
   * WebAssembly. Only to be set where it is not beside the script, as in a site's own bundle that is one
   * file. Relative to the page; it has to be of the same version.
   */
  compatUrl?: string | URL;
};

/** Which page of Logto's sign-in experience opens first. `signIn` is the old name of `sign_in`. */
export type FirstScreen =
  | 'sign_in'
  | 'register'
  | 'reset_password'
  | 'identifier:sign_in'
  | 'identifier:register'
  | 'single_sign_on'
  | 'signIn';

/** @deprecated Use {@link FirstScreen}. */
export type InteractionMode = 'signIn' | 'signUp';

/** What to ask for at one sign-in. */
export type SignInOptions = {
  /** Where Logto sends the visitor back to: a redirect URI that is registered in the Logto Console. */
  redirectUri: string | URL;
  /**
   * Where to go once the callback was handled: an http(s) URL, or a path of this site. Without it, the
   * visitor stays on the redirect URI.
   */
  postRedirectUri?: string | URL;
  /** Instead of the configuration's `prompt`. */
  prompt?: Prompt | Prompt[];
  /** An identifier to fill in: a username, an email address, a phone number. */
  loginHint?: string;
  /** Which page opens first. */
  firstScreen?: FirstScreen;
  /** Which identifiers that page takes. */
  identifiers?: Array<'email' | 'phone' | 'username'>;
  /** Go to this connector at once, for example `{ method: 'social', target: 'huggingface' }`. */
  directSignIn?: {
    /** A social connector, or an enterprise one. */
    method: 'social' | 'sso';
    /** The connector's target. */
    target: string;
  };
  /**
   * Any other parameters of the authorization request. Those that the SDK sets itself are refused:
   * `state`, `scope`, `prompt` and the like.
   */
  extraParams?: Record<string, string>;
  /**
   * Anything that JSON can say, to know again when the sign-in is done: see
   * {@link BaseClient.getAppState}. It stays in this browser.
   */
  appState?: unknown;
  /**
   * Forget the present tokens before leaving.
   *
   * @default true
   */
  clearTokens?: boolean;
  /** @deprecated Use `firstScreen`. */
  interactionMode?: InteractionMode;
};

/** How an access token is had. */
export type AccessTokenOptions = {
  /**
   * A new one in any case, in exchange for the refresh token: for scopes that were granted since. Calls
   * at the same moment share it.
   *
   * @default false
   */
  forceRefresh?: boolean;
};

/** The session, as a page shows it. */
export type SessionSnapshot = {
  /** Is somebody signed in? */
  readonly isAuthenticated: boolean;
  /** The claims of the ID token, when somebody is. */
  readonly claims?: IdTokenClaims | undefined;
};

/** The claims of an ID token (OIDC Core §2, §5.1). Which are there depends on the scopes. */
export type IdTokenClaims = {
  /** Issuer. */
  iss: string;
  /** Subject: the user's ID. */
  sub: string;
  /** Audience: the client ID. */
  aud: string;
  /** When it expires, in seconds since 1970. */
  exp: number;
  /** When it was issued, in seconds since 1970. */
  iat: number;
  /** Hash of the access token it came with. */
  at_hash?: string | null;
  /** Full name. */
  name?: string | null;
  /** Username. */
  username?: string | null;
  /** URL of the profile picture. */
  picture?: string | null;
  /** Email address. */
  email?: string | null;
  /** Was the email address verified? */
  email_verified?: boolean;
  /** Phone number. */
  phone_number?: string | null;
  /** Was the phone number verified? */
  phone_number_verified?: boolean;
  /** IDs of the organizations the user is a member of. */
  organizations?: string[];
  /** Roles in organizations, as `<organization ID>:<role name>`. */
  organization_roles?: string[];
  /** Roles for API resources. */
  roles?: string[];
} & Record<string, unknown>;

/** The claims of an access token that is a JWT (RFC 9068 §2.2). */
export type AccessTokenClaims = {
  /** ID of the token. */
  jti?: string;
  /** Issuer. */
  iss?: string;
  /** Subject: the user's ID. */
  sub?: string;
  /** Audience: the resource, or the organization (see {@link buildOrganizationUrn}). */
  aud?: string;
  /** When it expires, in seconds since 1970. */
  exp?: number;
  /** When it was issued, in seconds since 1970. */
  iat?: number;
  /** The client that it was issued to. */
  client_id?: string;
  /** The scopes it was granted for, separated by spaces. */
  scope?: string;
} & Record<string, unknown>;

/** The answer of the UserInfo endpoint (OIDC Core §5.3). */
export type UserInfoResponse = IdTokenClaims & {
  /** The user's custom data (scope `custom_data`). */
  custom_data?: unknown;
  /** Linked social identities, by connector target (scope `identities`). */
  identities?: Record<
    string,
    {
      /** The user's ID there. */
      userId: string;
      /** What the connector knows of the user. */
      details?: Record<string, unknown>;
    }
  >;
  /** The user's organizations. */
  organization_data?: Array<{
    /** The organization's ID. */
    id: string;
    /** Its name. */
    name: string;
    /** What it is about. */
    description: string | null;
  }>;
};

/** What the provider publishes of itself (OpenID Connect Discovery 1.0 §3), its names in camel case. */
export type OidcConfigResponse = {
  /** The issuer: `<endpoint>/oidc`. */
  issuer: string;
  /** Where the authorization request goes. */
  authorizationEndpoint: string;
  /** Where codes and refresh tokens are exchanged. */
  tokenEndpoint: string;
  /** Where the user's claims are. */
  userinfoEndpoint: string;
  /** Where the provider's own session is ended. */
  endSessionEndpoint: string;
  /** Where tokens are revoked. */
  revocationEndpoint: string;
  /** Where the provider's JWK Set is. */
  jwksUri: string;
};

/** Storage for values by key. `localStorage` with promises, so to speak. */
export type Storage<Keys extends string> = {
  /** The stored value, or `null`. */
  getItem(key: Keys): Promise<string | null>;
  /** Stores a value. */
  setItem(key: Keys, value: string): Promise<void>;
  /** Removes a value. */
  removeItem(key: Keys): Promise<void>;
};

/** Called as `fetch` is; answers with the parsed body, or throws. See {@link createRequester}. */
export type Requester = <T>(...args: Parameters<typeof fetch>) => Promise<T>;

/**
 * Leaves for another page.
 *
 * @param url Where to.
 * @param parameters What for. `redirectUri` is where that page leads back to: the redirect URI of a
 * sign-in, the post-logout redirect URI of a sign-out.
 */
export type Navigate = (
  url: string,
  parameters: { redirectUri?: string; for: 'sign-in' | 'sign-out' | 'post-sign-in' }
) => void | Promise<void>;

/** Verifies ID tokens. */
export type JwtVerifier = {
  /** Rejects unless the token is genuine. */
  verifyIdToken(idToken: string): Promise<void>;
};

/** What an environment does its own way. */
export type ClientAdapter = {
  /** Sends requests to the provider. */
  requester: Requester;
  /** Keeps the tokens, and the sign-in that is under way. */
  storage: Storage<PersistKey | `${PersistKey}`>;
  /**
   * Keeps copies of the provider's metadata and keys. Without it, they are kept as long as the client
   * lives.
   */
  unstable_cache?: Storage<CacheKey> | undefined;
  /** Leaves for another page. */
  navigate: Navigate;
  /** Makes the `state` of an authorization request (RFC 6749 §10.12). */
  generateState: () => string | Promise<string>;
  /** Makes a PKCE code verifier (RFC 7636 §4.1). */
  generateCodeVerifier: () => string | Promise<string>;
  /** Makes the S256 code challenge of a verifier (RFC 7636 §4.2). */
  generateCodeChallenge: (codeVerifier: string) => string | Promise<string>;
};

/** The adapter of a client. Its parts may be replaced, and are used from then on. */
export type ClientAdapterInstance = ClientAdapter & {
  /** Stores a value, or removes it when there is none. */
  setStorageItem(key: PersistKey | `${PersistKey}`, value: string | null): Promise<void>;
  /** An object out of the cache, if there is one. */
  getCachedObject<T>(key: CacheKey): Promise<T | undefined>;
  /** An object out of the cache, or else from `getter`, and into the cache. */
  getWithCache<T>(key: CacheKey, getter: () => Promise<T>): Promise<T>;
};

/** A sign-in that is under way, as it is stored. */
export type LogtoSignInSessionItem = {
  /** The redirect URI of the authorization request. */
  redirectUri: string;
  /** Where to go once the callback was handled. */
  postRedirectUri?: string;
  /** The PKCE code verifier. */
  codeVerifier: string;
  /** The `state` of the authorization request. */
  state: string;
};

/**
 * A client of one application, for any environment: an adapter says how the environment stores, sends and navigates. The
 * browser does what the adapter leaves out.
 *
 * Reads (`isAuthenticated`, `getIdToken`, `getIdTokenClaims`, `getRefreshToken`, `getSnapshot`, and `getAccessToken` while the
 * stored token is valid) are answered from storage. The first other call loads `core.js` or, where WebAssembly does not run,
 * `compat.js`. A call whose file cannot be loaded rejects with the {@link LogtoError} `core_unavailable` or
 * `webassembly_unavailable`; the session is kept, and the next call tries again.
 */
export declare class BaseClient {
  /**
   * The configuration, completed: reserved scopes, the organization resource, the prompt.
   */
  readonly logtoConfig: LogtoConfig;
  /** What this environment does its own way. */
  readonly adapter: ClientAdapterInstance;
  /** For subclasses: the verifier; the same as {@link BaseClient.jwtVerifier}. */
  protected jwtVerifierInstance: JwtVerifier;

  /**
   * @param config The application.
   * @param adapter What this environment does its own way.
   * @param buildJwtVerifier See {@link BaseClient.setJwtVerifier}.
   * @throws {LogtoClientError} `config.invalid`: the message names the field and what is expected.
   */
  constructor(
    config: LogtoConfig,
    adapter: ClientAdapter,
    buildJwtVerifier?: (client: BaseClient) => JwtVerifier
  );

  /**
   * Verifies ID tokens. The client's own does what the callback does, but for the nonce, which only
   * the callback knows: signature, issuer, audience, times (OIDC Core §3.1.3.7).
   */
  get jwtVerifier(): JwtVerifier;

  /**
   * Replaces the check of ID tokens' signatures, for environments that have no `crypto.subtle`. What a
   * token says (issuer, audience, nonce, times) is checked all the same.
   *
   * @param buildJwtVerifier The verifier, or what makes it.
   * @throws {LogtoClientError} `options.invalid`: it is no verifier
   */
  setJwtVerifier(buildJwtVerifier: JwtVerifier | ((client: BaseClient) => JwtVerifier)): void;

  /**
   * What the provider publishes of itself: fetched once, then known.
   *
   * @throws {LogtoError} `discovery.…`: the endpoint is not a Logto endpoint that can be used
   * @throws {LogtoRequestError} `network_error` and others: the provider cannot be reached
   */
  getOidcConfig(): Promise<OidcConfigResponse>;

  /**
   * Has at hand what the provider publishes (its metadata, then its keys), so that neither `signIn` nor the
   * callback has to wait for that: when a visitor seems about to sign in, for example when the pointer, the
   * focus or a finger comes to the button.
   *
   * Both are fetched at most once, whatever the number of calls; where they are known, nothing is sent.
   *
   * It never rejects: what could not be fetched is fetched by the call that needs it, which tells if it cannot.
   */
  preload(): Promise<void>;

  /**
   * Sends the visitor to Logto's sign-in page: an authorization request with PKCE (RFC 7636),
   * `state` and `nonce`.
   *
   * @throws {LogtoClientError} `options.invalid`, `storage_unavailable`
   * @throws {LogtoError} `discovery.…`: the endpoint is not a Logto endpoint that can be used
   * @throws {LogtoRequestError} `network_error` and others: the provider cannot be reached
   */
  signIn(options: SignInOptions): Promise<void>;
  /** Sends the visitor to Logto's sign-in page, and back to `redirectUri`. */
  signIn(redirectUri: string | URL): Promise<void>;
  /** @deprecated Use the options `firstScreen` and `loginHint`. */
  signIn(
    redirectUri: string | URL,
    interactionMode?: InteractionMode,
    loginHint?: string
  ): Promise<void>;

  /**
   * Completes the sign-in: checks the callback (OIDC Core §3.1.2.7, RFC 9207), exchanges its code,
   * verifies the ID token (OIDC Core §3.1.3.7), and stores the tokens. After an error nothing is
   * stored. Goes on to `postRedirectUri`, if the sign-in had one.
   *
   * Calls for the same URL share one exchange. When it was completed before (the page was reloaded, or gone back
   * to) and somebody is signed in, there is nothing to do.
   *
   * @param callbackUri The address of the page, usually `window.location.href`.
   * @throws {LogtoClientError} `sign_in_session.not_found`, `sign_in_session.invalid`,
   * `storage_unavailable`
   * @throws {LogtoError} `callback_uri_verification.…`, `token_response.invalid`, `id_token.…`,
   * `jwks.invalid`, `discovery.…`
   * @throws {LogtoRequestError} what the token endpoint said, or `network_error`
   */
  handleSignInCallback(callbackUri: string | URL): Promise<void>;

  /** Is `url` the callback of the sign-in that is under way? `false` when none is. */
  isSignInRedirected(url: string | URL): Promise<boolean>;

  /**
   * What `signIn` was given as `appState`, after that sign-in was completed in this tab: on the redirect URI, and
   * on the page that `postRedirectUri` leads to. `undefined` when it was given nothing.
   */
  getAppState(): Promise<unknown>;

  /**
   * Is somebody signed in? As long as the session can be used: there is an ID token, and it has not expired
   * or there is a refresh token to renew it.
   */
  isAuthenticated(): Promise<boolean>;

  /**
   * Calls `listener` whenever {@link getSnapshot} has changed: after a sign-in, a sign-out or the end of the
   * session, in this tab or another. Both fit React's `useSyncExternalStore`.
   *
   * @returns ends the subscription
   */
  subscribe(this: void, listener: () => void): () => void;

  /**
   * The session as it is now; the same object as long as nothing changes. With a storage of the adapter's
   * that takes its time, and on a server, nobody is signed in at first.
   */
  getSnapshot(this: void): SessionSnapshot;

  /** The ID token (OIDC Core §2); `null` when nobody is signed in. */
  getIdToken(): Promise<string | null>;

  /**
   * The claims of the ID token.
   *
   * @throws {LogtoClientError} `not_authenticated`
   */
  getIdTokenClaims(): Promise<IdTokenClaims>;

  /** The refresh token (RFC 6749 §1.5); `null` when there is none. */
  getRefreshToken(): Promise<string | null>;

  /**
   * An access token that has not expired: the stored one, or a new one in exchange for the refresh
   * token.
   *
   * @param resource The indicator of the API resource it is for; without one it is for Logto's
   * UserInfo endpoint.
   * @param organizationId The organization it is for.
   * @param options Whether it has to be a new one.
   * One tab after the other renews; all of them use what the first one got.
   *
   * @throws {LogtoClientError} `not_authenticated`: nobody is signed in, or the session has ended (then
   * `cause` is what the provider said); `storage_unavailable`; `renewal_timed_out`, `renewal_interrupted`: other
   * tabs were at it, the session stays
   * @throws {LogtoError} `discovery.…`, `jwks.invalid`, `token_response.invalid`, `id_token.…`: what came
   * was not stored
   * @throws {LogtoRequestError} what the provider said, `network_error` (also after 20 seconds without an
   * answer), or `rate_limited` for as long as its `Retry-After` said, 60 seconds at most; the session stays
   */
  getAccessToken(
    resource?: string,
    organizationId?: string,
    options?: AccessTokenOptions
  ): Promise<string>;

  /**
   * The claims of an access token; none (`{}`) when it is opaque, as it is without a resource.
   *
   * @param resource The indicator of the API resource it is for.
   * @throws {LogtoError} `access_token.invalid`
   * @throws what {@link getAccessToken} throws
   */
  getAccessTokenClaims(resource?: string): Promise<AccessTokenClaims>;

  /**
   * An access token for an organization, that has not expired. Needs the scope
   * {@link UserScope.Organizations}.
   *
   * @param organizationId The organization's ID.
   * @throws {LogtoClientError} `missing_scope_organizations`, `options.invalid`
   * @throws what {@link getAccessToken} throws
   */
  getOrganizationToken(organizationId: string): Promise<string>;

  /**
   * The claims of an access token for an organization.
   *
   * @throws {LogtoError} `access_token.invalid`
   * @throws what {@link getOrganizationToken} throws
   */
  getOrganizationTokenClaims(organizationId: string): Promise<AccessTokenClaims>;

  /** Removes the access tokens from storage: the next call gets new ones. */
  clearAccessToken(): Promise<void>;

  /** Removes all tokens from storage: here the session is over, at the provider it goes on. */
  clearAllTokens(): Promise<void>;

  /**
   * The user's claims from the UserInfo endpoint (OIDC Core §5.3): more of them, and newer ones, than
   * in the ID token.
   *
   * @throws {LogtoError} `user_info.…`
   * @throws {LogtoRequestError} what the UserInfo endpoint said, or `network_error`
   * @throws what {@link getAccessToken} throws
   */
  fetchUserInfo(): Promise<UserInfoResponse>;

  /**
   * Signs the visitor out: revokes the refresh token (RFC 7009), removes everything of this
   * application from storage, and goes to Logto's end-session endpoint (OIDC RP-Initiated Logout).
   *
   * @param postLogoutRedirectUri Where Logto sends the visitor afterwards: a URI that is registered in
   * the Logto Console.
   * @throws {LogtoClientError} `options.invalid`
   * @throws {LogtoRequestError} `network_error` and others: the provider cannot be reached
   */
  signOut(postLogoutRedirectUri?: string | URL): Promise<void>;

  /** For subclasses: the sign-in that is under way; `null` when there is none. */
  protected getSignInSession(): Promise<LogtoSignInSessionItem | null>;
  /** For subclasses: replaces the sign-in that is under way. */
  protected setSignInSession(value: LogtoSignInSessionItem | null): Promise<void>;
}

/** How a client of a browser is different. */
export type LogtoClientOptions = {
  /**
   * Show the copies of the provider's metadata and keys as `adapter.unstable_cache`. They are kept in
   * `sessionStorage` either way.
   *
   * @default false
   */
  unstable_enableCache?: boolean;
};

/**
 * A client of one application, in a browser.
 *
 * Creating one sends nothing and needs no browser, so it can be done at once and on a server; the
 * methods are for browsers. Tokens are kept in `localStorage`, a sign-in that is under way in
 * `sessionStorage`.
 */
export default class LogtoClient extends BaseClient {
  /**
   * @param config The application.
   * @param options How this client is different; `true` for `{ unstable_enableCache: true }`.
   * @throws {LogtoClientError} `config.invalid`: the message names the field and what is expected.
   */
  constructor(config: LogtoConfig, options?: boolean | LogtoClientOptions);
}

/** A requester of `fetch`, or of something like it: answers with the JSON, throws for an error status. */
export declare const createRequester: (fetchFunction: typeof fetch) => Requester;

/** 64 random bytes in base64url: a `state` (RFC 6749 §10.12). */
export declare const generateState: () => string;

/** 64 random bytes in base64url: a PKCE code verifier (RFC 7636 §4.1). */
export declare const generateCodeVerifier: () => string;

/** The S256 code challenge of a verifier (RFC 7636 §4.2). Works on plain-http origins too. */
export declare const generateCodeChallenge: (codeVerifier: string) => Promise<string>;

/** The browser's storage: tokens in `localStorage`, the sign-in that is under way in `sessionStorage`. */
export declare class BrowserStorage implements Storage<PersistKey | `${PersistKey}`> {
  /** Whose values these are. */
  readonly appId: string;
  /**
   * @param appId Whose values these are.
   * @param cacheLocation See {@link LogtoConfig.cacheLocation}.
   */
  constructor(appId: string, cacheLocation?: LogtoConfig['cacheLocation']);
  /** The key in the browser's storage: `logto:<appId>:<item>`. */
  getKey(item?: string): string;
  getItem(key: PersistKey | `${PersistKey}`): Promise<string | null>;
  setItem(key: PersistKey | `${PersistKey}`, value: string): Promise<void>;
  removeItem(key: PersistKey | `${PersistKey}`): Promise<void>;
}

/** What the URN of an organization starts with. */
export declare const organizationUrnPrefix = 'urn:logto:organization:';

/** The URN of an organization: the audience of its tokens. */
export declare const buildOrganizationUrn: (organizationId: string) => string;

/**
 * The organization's ID.
 *
 * @throws {TypeError} It is not the URN of an organization.
 */
export declare const getOrganizationIdFromUrn: (urn: string) => string;

/** Codes of {@link LogtoError}. */
export type LogtoErrorCode =
  | 'id_token.invalid_iat'
  | 'id_token.invalid_token'
  | 'callback_uri_verification.redirect_uri_mismatched'
  | 'callback_uri_verification.error_found'
  | 'callback_uri_verification.missing_state'
  | 'callback_uri_verification.state_mismatched'
  | 'callback_uri_verification.missing_code'
  | 'crypto_subtle_unavailable'
  | 'core_unavailable'
  | 'core_mismatched'
  | 'webassembly_unavailable'
  | 'internal_error'
  | 'unexpected_response_error'
  | 'callback_uri_verification.missing_issuer'
  | 'callback_uri_verification.issuer_mismatched'
  | 'discovery.invalid'
  | 'discovery.issuer_mismatched'
  | 'discovery.insecure_endpoint'
  | 'discovery.pkce_unsupported'
  | 'discovery.endpoint_missing'
  | 'jwks.invalid'
  | 'id_token.unsupported_algorithm'
  | 'id_token.key_not_found'
  | 'id_token.invalid_signature'
  | 'id_token.invalid_issuer'
  | 'id_token.invalid_audience'
  | 'id_token.invalid_nonce'
  | 'id_token.expired'
  | 'id_token.not_yet_valid'
  | 'id_token.invalid_at_hash'
  | 'id_token.subject_mismatched'
  | 'token_response.invalid'
  | 'access_token.invalid'
  | 'user_info.invalid'
  | 'user_info.subject_mismatched';

/** Codes of {@link LogtoClientError}. */
export type LogtoClientErrorCode =
  | 'sign_in_session.invalid'
  | 'sign_in_session.not_found'
  | 'not_authenticated'
  | 'fetch_user_info_failed'
  | 'user_cancelled'
  | 'missing_scope_organizations'
  | 'config.invalid'
  | 'options.invalid'
  | 'storage_unavailable'
  | 'renewal_timed_out'
  | 'renewal_interrupted'
  | 'browser_required';

/** An answer of the provider that must not be trusted, or a browser that lacks something. */
export declare class LogtoError extends Error {
  /** `LogtoError`. */
  name: string;
  /** What is wrong, for programs. */
  code: LogtoErrorCode;
  /** For `callback_uri_verification.error_found`, the {@link OidcError}. */
  data?: unknown;
  constructor(code: LogtoErrorCode, data?: unknown);
}

/** How the SDK was used, or the state of the session. */
export declare class LogtoClientError extends Error {
  /** `LogtoClientError`. */
  name: string;
  /** What is wrong, for programs. */
  code: LogtoClientErrorCode;
  /** For `not_authenticated`, what the provider said when it ended the session. */
  cause?: unknown;
  /** For `config.invalid` and `options.invalid`, `{ field }`; otherwise a remark, if there is one. */
  data: unknown;
  constructor(code: LogtoClientErrorCode, data?: unknown);
}

/** A request that failed. */
export declare class LogtoRequestError extends Error {
  /** `LogtoRequestError`. */
  name: string;
  /**
   * The provider's code (`oidc.invalid_grant`), `rate_limited`, `http_error_<status>`, or
   * `network_error` when there was no answer.
   */
  code: string;
  /** The response, its body still to be read; none for `network_error`. */
  cause?: Response | undefined;
  /** For `network_error`, what `fetch` rejected with. */
  reason?: unknown;
  constructor(code: string, message: string, cause?: Response);
}

/** The provider's refusal in the callback (RFC 6749 §4.1.2.1). */
export declare class OidcError {
  /** `OidcError`. */
  name: string;
  /** `error`. */
  error: string;
  /** `error_description`. */
  errorDescription?: string | undefined;
  constructor(error: string, errorDescription?: string);
}

/** Is it a {@link LogtoRequestError}? Also true for one of another copy of this package. */
export declare const isLogtoRequestError: (error: unknown) => error is LogtoRequestError;

/** The values that are stored. */
export declare enum PersistKey {
  /** The raw ID token. */
  IdToken = 'idToken',
  /** The refresh token. */
  RefreshToken = 'refreshToken',
  /** The access tokens, as JSON. */
  AccessToken = 'accessToken',
  /** The sign-in that is under way, as JSON. */
  SignInSession = 'signInSession',
}

/** The copies that are kept. */
export declare enum CacheKey {
  /** The provider's metadata. */
  OpenidConfig = 'openidConfiguration',
  /** The provider's JWK Set. */
  Jwks = 'jwks',
}

/** Values of the `prompt` parameter (OIDC Core §3.1.2.1). */
export declare enum Prompt {
  /** Show nothing: an error comes back when the visitor would have to do something. */
  None = 'none',
  /** Ask for consent. Only then is there a refresh token, unless the application always gets one. */
  Consent = 'consent',
  /** Ask for the password again. */
  Login = 'login',
}

/** Scopes that are asked for by default. */
export declare enum ReservedScope {
  /** An ID token (OIDC Core §3.1.2.1). */
  OpenId = 'openid',
  /** A refresh token (OIDC Core §11). */
  OfflineAccess = 'offline_access',
}

/** Resources that Logto has of its own. */
export declare enum ReservedResource {
  /** The organization template; asked for when the scope {@link UserScope.Organizations} is. */
  Organization = 'urn:logto:resource:organizations',
}

/** Scopes of user claims. */
export declare enum UserScope {
  /** `name`, `username`, `picture`. Asked for by default. */
  Profile = 'profile',
  /** `email`, `email_verified`. */
  Email = 'email',
  /** `phone_number`, `phone_number_verified`. */
  Phone = 'phone',
  /** `address`. */
  Address = 'address',
  /** `custom_data`, from the UserInfo endpoint. */
  CustomData = 'custom_data',
  /** `identities`, from the UserInfo endpoint. */
  Identities = 'identities',
  /** `roles`. */
  Roles = 'roles',
  /** `organizations`, and organization tokens. */
  Organizations = 'urn:logto:scope:organizations',
  /** `organization_roles`. */
  OrganizationRoles = 'urn:logto:scope:organization_roles',
  /** The user's sessions, for Logto's account API. */
  Sessions = 'urn:logto:scope:sessions',
}
