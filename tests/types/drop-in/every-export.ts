// Every export of @logto/browser 3, as its users write it. It has to compile against both packages:
// theirs, and this one under that name.
import LogtoClient, {
  BaseClient,
  BrowserStorage,
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
} from '@logto/browser';
import type {
  AccessTokenClaims,
  ClientAdapter,
  IdTokenClaims,
  InteractionMode,
  LogtoClientErrorCode,
  LogtoConfig,
  LogtoErrorCode,
  SignInOptions,
  Storage,
  UserInfoResponse,
} from '@logto/browser';

const config: LogtoConfig = {
  endpoint: 'https://example.logto.app',
  appId: 'app',
  appSecret: 'not-a-secret',
  scopes: [UserScope.Email, ReservedScope.OfflineAccess, 'read:books'],
  resources: ['https://api.example.test', ReservedResource.Organization],
  prompt: Prompt.Consent,
  includeReservedScopes: true,
};

/** A storage as an app for phones has one. */
class MapStorage implements Storage<PersistKey> {
  readonly #values = new Map<PersistKey, string>();

  async getItem(key: PersistKey) {
    return this.#values.get(key) ?? null;
  }

  async setItem(key: PersistKey, value: string) {
    this.#values.set(key, value);
  }

  async removeItem(key: PersistKey) {
    this.#values.delete(key);
  }
}

const adapter: ClientAdapter = {
  requester: createRequester(fetch),
  storage: new BrowserStorage('app'),
  navigate: async (url, { redirectUri, for: purpose }) => {
    const told: [string, string | undefined, 'sign-in' | 'sign-out' | 'post-sign-in'] = [
      url,
      redirectUri,
      purpose,
    ];
    await Promise.resolve(told);
  },
  generateState,
  generateCodeVerifier,
  generateCodeChallenge,
};

const base = new BaseClient(config, adapter);
const verifying = new BaseClient(config, adapter, (client) => ({
  verifyIdToken: async (idToken: string) => {
    const appId: string = client.logtoConfig.appId;
    await Promise.resolve([appId, idToken]);
  },
}));

/** As SDKs for other environments are made. */
class AppClient extends BaseClient {
  constructor(settings: LogtoConfig) {
    super(settings, {
      ...adapter,
      storage: new MapStorage(),
      navigate: async (url) => {
        await this.handleSignInCallback(url);
      },
    });
    this.adapter.navigate = () => {};
    this.setJwtVerifier({ verifyIdToken: async () => {} });
    this.jwtVerifierInstance = { verifyIdToken: async () => {} };
  }

  async pending(): Promise<string | undefined> {
    const session = await this.getSignInSession();
    await this.setSignInSession(session);
    return session?.redirectUri;
  }

  override async isAuthenticated(): Promise<boolean> {
    return super.isAuthenticated();
  }
}

class Tracking extends LogtoClient {
  override async signOut(postLogoutRedirectUri?: string): Promise<void> {
    await super.signOut(postLogoutRedirectUri);
  }
}

export const everything = async (): Promise<void> => {
  const clients: BaseClient[] = [
    new LogtoClient(config),
    new LogtoClient(config, true),
    new AppClient(config),
    new Tracking(config),
    base,
    verifying,
  ];
  const [client] = clients;
  if (!client) return;

  const mode: InteractionMode = 'signUp';
  const options: SignInOptions = {
    redirectUri: new URL('https://shop.example/callback'),
    postRedirectUri: '/members',
    prompt: [Prompt.Login, Prompt.None],
    loginHint: 'alice',
    firstScreen: 'identifier:sign_in',
    identifiers: ['email', 'phone', 'username'],
    directSignIn: { method: 'sso', target: 'acme' },
    extraParams: { ui_locales: 'fr' },
    clearTokens: false,
    interactionMode: mode,
  };
  await client.signIn(options);
  await client.signIn('https://shop.example/callback');
  await client.signIn(new URL('https://shop.example/callback'), mode, 'alice');

  // As properties: what `client.getAccessToken` is passed around for.
  const getAccessToken: (resource?: string, organizationId?: string) => Promise<string> =
    client.getAccessToken;
  const handleSignInCallback: (callbackUri: string) => Promise<void> = client.handleSignInCallback;
  await handleSignInCallback(window.location.href);
  await getAccessToken('https://api.example.test', 'organization');

  const redirected: boolean = await client.isSignInRedirected(window.location.href);
  const authenticated: boolean = await client.isAuthenticated();
  const idToken: string | null = await client.getIdToken();
  const refreshToken: string | null = await client.getRefreshToken();
  const idTokenClaims: IdTokenClaims = await client.getIdTokenClaims();
  const picture: string | null | undefined = idTokenClaims.picture;
  const accessTokenClaims: AccessTokenClaims = await client.getAccessTokenClaims('resource');
  const token: string = await client.getOrganizationToken('organization');
  const organizationClaims: AccessTokenClaims = await client.getOrganizationTokenClaims('id');
  const user: UserInfoResponse = await client.fetchUserInfo();
  const organizationName: string | undefined = user.organization_data?.[0]?.name;
  await client.clearAccessToken();
  await client.clearAllTokens();
  await client.signOut();
  await client.signOut('https://shop.example/');

  const metadata = await client.getOidcConfig();
  const endpoints: string[] = [
    metadata.issuer,
    metadata.authorizationEndpoint,
    metadata.tokenEndpoint,
    metadata.userinfoEndpoint,
    metadata.endSessionEndpoint,
    metadata.revocationEndpoint,
    metadata.jwksUri,
  ];

  const completed: LogtoConfig = client.logtoConfig;
  await client.jwtVerifier.verifyIdToken(token);
  client.setJwtVerifier((self) => ({ verifyIdToken: self.jwtVerifier.verifyIdToken }));
  await client.adapter.setStorageItem(PersistKey.IdToken, null);
  await client.adapter.setStorageItem('idToken', null);
  const stored: string | null = await client.adapter.storage.getItem('refreshToken');
  client.adapter.storage = new MapStorage();
  client.adapter.unstable_cache = undefined;
  const answer = await client.adapter.requester<{ keys: unknown[] }>(metadata.jwksUri, {
    method: 'GET',
  });

  const state: string = await client.adapter.generateState();
  const challenge: string = await generateCodeChallenge(generateCodeVerifier());
  const key: string = new BrowserStorage('app').getKey(PersistKey.SignInSession);
  const prefix: 'urn:logto:organization:' = organizationUrnPrefix;
  const organization: string = getOrganizationIdFromUrn(buildOrganizationUrn('id'));
  await Promise.all([
    redirected, authenticated, idToken, refreshToken, picture, accessTokenClaims, organizationName,
    organizationClaims, endpoints, completed, stored, answer.keys, state, challenge, key, prefix,
    organization,
  ]);
};

export const told = async (error: unknown): Promise<unknown> => {
  if (error instanceof LogtoClientError) {
    const code: LogtoClientErrorCode = error.code;
    return [code, error.data];
  }
  if (error instanceof LogtoError) {
    const code: LogtoErrorCode = error.code;
    if (error.data instanceof OidcError) error.data.errorDescription = undefined;
    return error.data instanceof OidcError ? error.data.errorDescription : code;
  }
  if (isLogtoRequestError(error)) {
    const same: LogtoRequestError = error;
    same.cause = undefined;
    return [same.code, await error.cause?.json()];
  }
  return [
    new LogtoError('callback_uri_verification.missing_code', { any: 'thing' }),
    new LogtoClientError('not_authenticated'),
    new LogtoRequestError('code', 'message', new Response()),
    new OidcError('access_denied', 'no'),
  ];
};
