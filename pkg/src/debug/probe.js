// Whether the provider knows the application, found out without signing anybody in.
import { ask, parse, random } from './network.js';

/**
 * Sends the token endpoint a code that was made up. Logto looks for the application first, then whether pages of this
 * origin may ask for it, and only then at the code; so what it complains about tells how far that went.
 *
 * @returns `known` (and the origin may ask), `unknown`, `secret` (its type is one that needs a secret), `closed` (known,
 *   and the origin is not among those that may ask), `late`, or the error as Logto calls it
 */
export const askTokenEndpoint = async ({ token_endpoint: url }, { config, redirectUri }) => {
  const { response, text, isLate } = await ask(url, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: config.appId,
      code: random(),
      code_verifier: random(),
      redirect_uri: redirectUri,
    }),
  });

  if (!response) {
    return isLate ? 'late' : 'closed';
  }

  const { error, error_description: description } = parse(text) ?? {};

  if (error === 'invalid_grant') {
    return 'known';
  }
  if (error === 'invalid_client') {
    return /^invalid client/.test(description) ? 'unknown' : 'secret';
  }

  return error ?? `http_${response.status}`;
};
