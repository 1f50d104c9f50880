/**
 * Logto's shape of an error: what OAuth asks for, plus a code and a message of its own.
 */

/** Messages of the codes that Logto has words for. */
const MESSAGES = {
  access_denied: 'Access denied.',
  invalid_grant: 'Grant request is invalid.',
  invalid_redirect_uri: "`redirect_uri` did not match any of the client's registered `redirect_uris`.",
  invalid_request: 'Request is invalid.',
  // Logto 1.42 does not fill its own template in. Clients see it as it is.
  invalid_scope: 'Invalid scope: {{error_description}}.',
  invalid_target: 'Invalid resource indicator.',
  invalid_token: 'Invalid token provided.',
  unsupported_grant_type: 'Unsupported `grant_type` requested.',
};

/** Only this error comes with a page that explains it. */
const EXPLAINED = { invalid_grant: 'https://openid.sh/debug/invalid_grant' };

/** @param {{ error: string }} body what oidc-provider answers */
export function toLogtoError(body) {
  const { error } = body;
  const code = `oidc.${error}`;
  return {
    code,
    message: MESSAGES[error] ?? `An OIDC error occurred: ${code}.`,
    ...(EXPLAINED[error] && { error_uri: EXPLAINED[error] }),
    ...body,
  };
}
