// Everything that the package exports, used as its documentation says, under `strict`.
import LogtoClient, {
  BaseClient,
  BrowserStorage,
  CacheKey,
  LogtoClientError,
  LogtoError,
  LogtoRequestError,
  OidcError,
  PersistKey,
  Prompt,
  ReservedResource,
  ReservedScope,
  UserScope,
  buildOrganizationUrn,
  createRequester,
  generateCodeChallenge,
  generateCodeVerifier,
  generateState,
  getOrganizationIdFromUrn,
  isLogtoRequestError,
  organizationUrnPrefix,
} from 'logto-wasm';
import type {
  AccessTokenClaims,
  AccessTokenOptions,
  ClientAdapter,
  ClientAdapterInstance,
  FirstScreen,
  IdTokenClaims,
  InteractionMode,
  JwtVerifier,
  LogtoClientErrorCode,
  LogtoClientOptions,
  LogtoConfig,
  LogtoErrorCode,
  LogtoSignInSessionItem,
  SessionSnapshot,
  Navigate,
  OidcConfigResponse,
  Requester,
  SignInOptions,
  Storage,
  UserInfoResponse,
} from 'logto-wasm';

/** Compiles only when both types are the same, and neither is `any`. */
type Same<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const same = <A, B>(_: Same<A, B>): void => {};

const config: LogtoConfig = {
  endpoint: 'https://example.logto.app',
  appId: 'app',
  scopes: [UserScope.Email, UserScope.Organizations, ReservedScope.OpenId, 'read:books'],
  resources: ['https://api.example.test', ReservedResource.Organization],
  prompt: [Prompt.Login, Prompt.Consent],
  includeReservedScopes: true,
  leeway: 30,
  cacheLocation: 'sessionStorage',
  keepCallbackUrl: true,
  compatUrl: new URL('https://app.example.com/compat.js'),
};
const clientOptions: LogtoClientOptions = { unstable_enableCache: true };
const client = new LogtoClient(config, clientOptions);
new LogtoClient(config, true);

// An environment of its own: all of it, by parts that may be asynchronous.
const storage: Storage<PersistKey> = new BrowserStorage('app');
const requester: Requester = createRequester(fetch);
const navigate: Navigate = async (url, { for: purpose, redirectUri }) => {
  same<typeof purpose, 'sign-in' | 'sign-out' | 'post-sign-in'>(true);
  same<typeof redirectUri, string | undefined>(true);
  await Promise.resolve(url);
};
const adapter: ClientAdapter = {
  requester,
  storage,
  navigate,
  generateState: async () => generateState(),
  generateCodeVerifier,
  generateCodeChallenge,
};
const verifier: JwtVerifier = { verifyIdToken: async () => {} };
const base = new BaseClient(config, adapter, (self) => {
  same<typeof self, BaseClient>(true);
  return verifier;
});

const forced: AccessTokenOptions = { forceRefresh: true };
const firstScreen: FirstScreen = 'register';
const mode: InteractionMode = 'signUp';
const options: SignInOptions = {
  redirectUri: new URL('https://shop.example/callback'),
  postRedirectUri: 'https://shop.example/members',
  prompt: Prompt.None,
  loginHint: 'alice',
  firstScreen,
  identifiers: ['email', 'phone', 'username'],
  directSignIn: { method: 'social', target: 'huggingface' },
  extraParams: { ui_locales: 'fr' },
  clearTokens: false,
};

export const everything = async (): Promise<void> => {
  same<ReturnType<typeof client.isAuthenticated>, Promise<boolean>>(true);
  same<ReturnType<typeof client.getIdToken>, Promise<string | null>>(true);
  same<ReturnType<typeof client.getRefreshToken>, Promise<string | null>>(true);
  same<ReturnType<typeof client.getIdTokenClaims>, Promise<IdTokenClaims>>(true);
  same<ReturnType<typeof client.getAccessToken>, Promise<string>>(true);
  same<ReturnType<typeof client.fetchUserInfo>, Promise<UserInfoResponse>>(true);
  same<ReturnType<typeof client.isSignInRedirected>, Promise<boolean>>(true);
  same<ReturnType<typeof client.signOut>, Promise<void>>(true);

  await client.signIn('https://shop.example/callback');
  await client.signIn(new URL('https://shop.example/callback'));
  await client.signIn(options);
  await client.signIn('https://shop.example/callback', mode, 'alice');
  await client.handleSignInCallback(window.location.href);
  await client.getAccessToken('https://api.example.test', 'organization');
  await client.getAccessToken(undefined, undefined, forced);
  await client.clearAccessToken();
  await client.clearAllTokens();
  await client.signOut();
  await client.signOut(new URL('https://shop.example'));

  const claims = await client.getIdTokenClaims();
  same<typeof claims.sub, string>(true);
  same<typeof claims.picture, string | null | undefined>(true);
  // Claims that nobody named are unknown, not `any`.
  same<(typeof claims)['department'], unknown>(true);
  same<ReturnType<typeof client.getOidcConfig>, Promise<OidcConfigResponse>>(true);
  same<ReturnType<typeof client.preload>, Promise<void>>(true);
  document.querySelector('button')?.addEventListener('pointerenter', () => void client.preload());
  same<ReturnType<typeof client.getAccessTokenClaims>, Promise<AccessTokenClaims>>(true);
  same<ReturnType<typeof client.getOrganizationToken>, Promise<string>>(true);
  same<ReturnType<typeof client.getOrganizationTokenClaims>, Promise<AccessTokenClaims>>(true);
  same<typeof client.logtoConfig, LogtoConfig>(true);
  same<typeof client.adapter, ClientAdapterInstance>(true);
  same<typeof client.jwtVerifier, JwtVerifier>(true);
  client.setJwtVerifier(verifier);
  base.setJwtVerifier(() => verifier);
  client.adapter.storage = storage;
  await client.adapter.setStorageItem(PersistKey.AccessToken, null);
  await client.adapter.unstable_cache?.removeItem(CacheKey.Jwks);
  const kept = await client.adapter.getCachedObject<{ issuer: string }>(CacheKey.OpenidConfig);
  same<typeof kept, { issuer: string } | undefined>(true);
  same<typeof organizationUrnPrefix, 'urn:logto:organization:'>(true);
  same<ReturnType<typeof getOrganizationIdFromUrn>, string>(true);
  buildOrganizationUrn('organization');

  await client.signIn({ redirectUri: 'https://shop.example/', appState: { cart: [1, 2] } });
  same<ReturnType<typeof client.getAppState>, Promise<unknown>>(true);
  const { subscribe, getSnapshot } = client;
  const unsubscribe: () => void = subscribe(() => undefined);
  unsubscribe();
  same<ReturnType<typeof getSnapshot>, SessionSnapshot>(true);

  const user = await client.fetchUserInfo();
  same<typeof user.custom_data, unknown>(true);
};

export const told = (error: unknown): string => {
  if (error instanceof LogtoClientError) {
    same<typeof error.code, LogtoClientErrorCode>(true);
    return error.code;
  }
  if (error instanceof LogtoError) {
    same<typeof error.code, LogtoErrorCode>(true);
    same<typeof error.data, unknown>(true);
    return error.data instanceof OidcError ? error.data.error : error.code;
  }
  if (isLogtoRequestError(error)) {
    same<typeof error, LogtoRequestError>(true);
    same<typeof error.reason, unknown>(true);
    return error.cause ? `${error.code} ${error.cause.status}` : error.code;
  }
  return new LogtoClientError('not_authenticated').message;
};

/** What a subclass gets to see of the sign-in that is under way. */
export class Subclass extends LogtoClient {
  async pending(): Promise<LogtoSignInSessionItem | null> {
    return this.getSignInSession();
  }
}

// What must not compile.
// @ts-expect-error The pending sign-in is for subclasses.
void client.getSignInSession();
// @ts-expect-error The endpoint is missing.
new LogtoClient({ appId: 'app' });
// @ts-expect-error Scopes are a list.
new LogtoClient({ endpoint: 'https://example.logto.app', appId: 'app', scopes: 'email' });
// @ts-expect-error There is no such place.
new LogtoClient({ endpoint: 'https://example.logto.app', appId: 'app', cacheLocation: 'cookie' });
// @ts-expect-error There is no such screen.
void client.signIn({ redirectUri: 'https://shop.example/', firstScreen: 'welcome' });
// @ts-expect-error A redirect URI is needed.
void client.signIn({});
// @ts-expect-error There is no such code.
new LogtoError('no_such_code');
