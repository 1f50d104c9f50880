/**
 * A provider in the page: what a real Logto answers, without a network.
 *
 * It knows nothing of the client. What it answers is decided by the case, so that both SDKs get the
 * same, to the letter; only the nonce comes back that the authorization request had, if it had one.
 */

import { base64url, utf8 } from './base64url.js';

/** The page's clock stands still: see `laboratory.js`. */
export const now = () => Math.floor(Date.now() / 1000);

// Not Logto's own ES384: a browser needs fifteen times as long for that curve.
const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };

const keyPair = await crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', keyPair.publicKey);
const JWKS = { keys: [{ kty, crv, x, y, kid: 'key-1', use: 'sig', alg: 'ES256' }] };

const HEADER = { alg: 'ES256', typ: 'JWT', kid: 'key-1' };

/** A signed JWT. Header and payload are JSON texts: what no object can say can be signed, too. */
export const signText = async (payload, header = JSON.stringify(HEADER)) => {
  const input = [header, payload].map((part) => base64url(utf8(part))).join('.');
  const signature = await crypto.subtle.sign(ALGORITHM, keyPair.privateKey, utf8(input));
  return `${input}.${base64url(new Uint8Array(signature))}`;
};

export const sign = (claims, header = HEADER) =>
  signText(JSON.stringify(claims), JSON.stringify(header));

/** What is in an ID token of this provider for that client. */
export const claimsFor = (endpoint, clientId) => ({
  iss: `${endpoint}/oidc`,
  sub: 'alice',
  aud: clientId,
  iat: now(),
  exp: now() + 3600,
  name: 'Alice Example',
  picture: null,
});

export const discovery = (endpoint) => ({
  issuer: `${endpoint}/oidc`,
  authorization_endpoint: `${endpoint}/oidc/auth`,
  token_endpoint: `${endpoint}/oidc/token`,
  userinfo_endpoint: `${endpoint}/oidc/me`,
  jwks_uri: `${endpoint}/oidc/jwks`,
  revocation_endpoint: `${endpoint}/oidc/token/revocation`,
  end_session_endpoint: `${endpoint}/oidc/session/end`,
  authorization_response_iss_parameter_supported: true,
  code_challenge_methods_supported: ['S256'],
  id_token_signing_alg_values_supported: ['ES256'],
  response_types_supported: ['code'],
  claims_parameter_supported: false,
});

export const json = (body, status = 200) =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8' },
  });

const WELL_KNOWN = '/oidc/.well-known/openid-configuration';

/**
 * The answers to `fetch`.
 *
 * @param {object} answers what is answered differently from a provider in good health: by the
 *   path's end, a function of the request's form and of the endpoint the request was sent to
 */
export const providerWith = (answers = {}) => {
  const healthy = {
    [WELL_KNOWN]: (_form, endpoint) => json(discovery(endpoint)),
    '/oidc/jwks': () => json(JWKS),
    '/oidc/token/revocation': () => json({}),
    '/oidc/me': () => json({ sub: 'alice', name: 'Alice Example' }),
  };
  const paths = Object.entries({ ...healthy, ...answers });

  return async (url, { body } = {}) => {
    for (const [path, answer] of paths) {
      if (url.endsWith(path)) {
        return answer(new URLSearchParams(body), url.slice(0, -path.length));
      }
    }
    throw new TypeError(`Failed to fetch: nobody is at ${url}`);
  };
};
