import { expectEqual, expectMembers, expectText } from './assertions.js';

/** What is no answer of the provider's, or is one that says it failed. */
const CLASSES = [
  [/^(sign_in_session|options|config)\.|^not_authenticated$/, 'LogtoClientError'],
  [/^(network_error|rate_limited|http_error_\d+|oidc\..+|internal_server_error)$/, 'LogtoRequestError'],
];

/** The class that an error with this code is of. */
export const classOf = (code) => CLASSES.find(([codes]) => codes.test(code))?.[1] ?? 'LogtoError';

/** Those of the secrets that can be read in a text. */
export const secretsIn = (text, secrets) => secrets.filter((secret) => text.includes(secret));

/** The error is the SDK's own, has this code and a message, and tells no secret. */
export const expectError = (error, code, secrets) => {
  const name = classOf(code);

  expectMembers(error, { code, isError: true, classes: [name], name });
  expectText(error.message, /./);
  expectEqual({ secretsInTheError: secretsIn(error.text, secrets) }, { secretsInTheError: [] });
};
