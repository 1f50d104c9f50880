import LogtoClient, { type LogtoConfig, UserScope } from 'logto-wasm';

export const config = {
  // By their full names: Next puts the values in their place when it builds. A missing one is an
  // error of the client that names the field.
  endpoint: process.env.NEXT_PUBLIC_LOGTO_ENDPOINT ?? '',
  appId: process.env.NEXT_PUBLIC_LOGTO_APP_ID ?? '',
  scopes: [UserScope.Email],
} satisfies LogtoConfig;

/** One for the whole app. The server makes one too, when it renders, and asks it nothing. */
export const logto = new LogtoClient(config);
