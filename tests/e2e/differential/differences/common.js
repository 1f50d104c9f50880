// What several parts of the table say.

/** Every facet of an outcome. */
export const EVERYTHING = 'everything';

export const SAFER = 'safer';
export const BUG = 'their bug';
export const FASTER = 'fewer requests';

export const facetsOf = (...calls) =>
  calls.flatMap((call) =>
    ['ending', 'message', 'data', 'cause'].map((facet) => (call ? `${call} ${facet}` : facet))
  );

export const ENDING = facetsOf('', 'again');
export const STORED = [
  ...['idToken', 'refreshToken', 'accessToken', 'expiresAt'],
  ...['unchanged', 'leftOver', 'isAuthenticated'],
];
export const OF_ACCESS_TOKENS = facetsOf('getAccessTokenClaims', 'ofAResource', 'ofAnOrganization');

export const CALLBACK = 'callback_uri_verification.';

/** Ours refuses a field of the configuration or the options for what the case says is bad in it. */
export const refused =
  (code, part, ...bad) =>
  ({ case: theCase, ours: { ending, data } }) =>
    ending.code === code && bad.includes(theCase[part][data.field]);

/** Ours refuses the callback with one of these. */
export const refusedAs =
  (...codes) =>
  ({ ours: { ending } }) =>
    codes.some((code) => ending.code === `${CALLBACK}${code}`);

/** The scopes that are any, each once. */
export const words = (scopes) => [...new Set(scopes)].filter(Boolean);

/** The issuer that the client of a case is configured for; `undefined` for that of all cases without a configuration. */
export const issuerOf = ({ config }) => config && `${config.endpoint}/oidc`;

export const isMetadataRequest = ({ url }) => url.endsWith('/.well-known/openid-configuration');
