// Everything that the package exports, used as its documentation says, under `strict`.
import LogtoClient, {
  LogtoClientError,
  LogtoError,
  LogtoRequestError,
  OidcError,
  Prompt,
  ReservedResource,
  ReservedScope,
  UserScope,
  isLogtoRequestError,
} from 'logto-wasm';
import type {
  FirstScreen,
  IdTokenClaims,
  InteractionMode,
  LogtoClientErrorCode,
  LogtoConfig,
  LogtoErrorCode,
  SignInOptions,
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
};
const client = new LogtoClient(config);

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
  await client.signOut();
  await client.signOut(new URL('https://shop.example'));

  const claims = await client.getIdTokenClaims();
  same<typeof claims.sub, string>(true);
  same<typeof claims.picture, string | null | undefined>(true);
  // Claims that nobody named are unknown, not `any`.
  same<(typeof claims)['department'], unknown>(true);
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
    return error.cause instanceof Response ? `${error.code} ${error.cause.status}` : error.code;
  }
  return new LogtoClientError('not_authenticated').message;
};

// What must not compile.
// @ts-expect-error The endpoint is missing.
new LogtoClient({ appId: 'app' });
// @ts-expect-error Scopes are a list.
new LogtoClient({ endpoint: 'https://example.logto.app', appId: 'app', scopes: 'email' });
// @ts-expect-error There is no such screen.
void client.signIn({ redirectUri: 'https://shop.example/', firstScreen: 'welcome' });
// @ts-expect-error A redirect URI is needed.
void client.signIn({});
// @ts-expect-error There is no such code.
new LogtoError('no_such_code');
