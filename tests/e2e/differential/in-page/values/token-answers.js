// What the token endpoint answers: mostly what a provider in good health does.
//
// A case says it as data. The answer is made when the request has come, since an ID token is signed
// then, with the nonce of the sign-in, if it had one.

import { base64url, utf8 } from '../base64url.js';
import { claimsFor, json, now, sign } from '../provider.js';

/** In place of a value: the field is left out. */
const LEFT_OUT = undefined;

/** A field, and what it has for a value. */
const ODD_FIELDS = [
  ['refresh_token', LEFT_OUT],
  ['refresh_token', null],
  ['refresh_token', ''],
  ['refresh_token', 42],
  ['scope', LEFT_OUT],
  ['scope', ''],
  ['scope', null],
  ['scope', 'openid ä "\\'],
  ['scope', 42],
  ['expires_in', 0],
  ['expires_in', 0.5],
  ['expires_in', 1e21],
  ['expires_in', LEFT_OUT],
  ['expires_in', null],
  ['expires_in', -1],
  ['expires_in', '3600'],
  ['token_type', 'bearer'],
  ['token_type', LEFT_OUT],
  ['token_type', 'DPoP'],
  ['access_token', LEFT_OUT],
  ['access_token', null],
  ['access_token', ''],
  ['access_token', 42],
  ['access_token', 'ä😀'],
  ['id_token', LEFT_OUT],
  ['id_token', null],
  ['id_token', ''],
  ['id_token', 42],
  ['id_token', 'not a token'],
  ['id_token', 'e30.e30.e30'],
  ['more', { of: ['this', null] }],
  ['__proto__', { polluted: true }],
];

const HOUR = 3600;
const ACCESS_TOKEN = 'new access token';

/** The left half of the access token's hash (OIDC Core §3.1.3.6). */
const atHash = async () =>
  base64url(new Uint8Array(await crypto.subtle.digest('SHA-256', utf8(ACCESS_TOKEN))).slice(0, 16));

/** Claims that are not as usual; each is made from the right ones. */
const ODD_CLAIMS = {
  'other issuer': ({ iss }) => ({ iss: `${iss}/` }),
  'no issuer': () => ({ iss: undefined }),
  'other audience': () => ({ aud: 'another' }),
  'one audience, in a list': ({ aud }) => ({ aud: [aud] }),
  'several audiences': ({ aud }) => ({ aud: [aud, 'another'] }),
  'several audiences, issued to us': ({ aud }) => ({ aud: [aud, 'another'], azp: aud }),
  'issued to another': () => ({ azp: 'another' }),
  'no audience': () => ({ aud: undefined }),
  'no subject': () => ({ sub: undefined }),
  'empty subject': () => ({ sub: '' }),
  'other subject': () => ({ sub: 'mallory' }),
  'expired just now': () => ({ exp: now() - 299 }),
  'expired too long ago': () => ({ exp: now() - 301 }),
  'no expiry': () => ({ exp: undefined }),
  'expiry of another type': () => ({ exp: 'tomorrow' }),
  'issued a while ago': () => ({ iat: now() - 299 }),
  'issued too long ago': () => ({ iat: now() - 2 * HOUR, exp: now() + HOUR }),
  'issued in the future': () => ({ iat: now() + 2 * HOUR, exp: now() + 3 * HOUR }),
  'issued last week': () => ({ iat: now() - 7 * 24 * HOUR, exp: now() + HOUR }),
  'no time of issue': () => ({ iat: undefined }),
  'time of issue of another type': () => ({ iat: '0' }),
  'valid soon': () => ({ nbf: now() + 299 }),
  'not yet valid': () => ({ nbf: now() + 301 }),
  'other nonce': () => ({ nonce: 'another' }),
  'right at_hash': async () => ({ at_hash: await atHash() }),
  'wrong at_hash': () => ({ at_hash: 'another' }),
  'name of another type': () => ({ name: 42 }),
};

const ODD_HEADERS = {
  'unsigned': { alg: 'none' },
  'by a shared secret': { alg: 'HS256', kid: 'key-1' },
  'by another algorithm': { alg: 'ES384', kid: 'key-1' },
  'by an unknown key': { alg: 'ES256', kid: 'key-2' },
  'by a key it does not name': { alg: 'ES256' },
  'with an extension': { alg: 'ES256', kid: 'key-1', crit: ['exp'] },
  'of another sort': { alg: 'ES256', kid: 'key-1', typ: 'at+jwt' },
};

const ODD_SIGNATURES = {
  'wrong signature': (token) => `${token.slice(0, -9)}AAAAAAAAA`,
  'no signature': (token) => token.replace(/[^.]*$/, ''),
};

const STATUSES = [400, 401, 403, 404, 409, 422, 429, 500, 502, 503];

const ERROR = {
  code: 'oidc.invalid_grant',
  message: 'Grant request is invalid.',
  error: 'invalid_grant',
  error_description: 'grant request is invalid',
};

/** Bodies by what they are. */
const BODIES = {
  'of Logto': [
    JSON.stringify(ERROR),
    JSON.stringify({ ...ERROR, code: 'oidc.invalid_target', message: 'ä "quoted" 😀' }),
    JSON.stringify({ ...ERROR, code: 'oidc.server_error', message: '' }),
    JSON.stringify({ code: '', message: '' }),
  ],
  'JSON': [
    '{}',
    '[]',
    'null',
    '42',
    '"text"',
    'true',
    '{"error":"invalid_grant","error_description":"No."}',
    '{"code":"a"}',
    '{"code":42,"message":"b"}',
    '{"code":"a","message":null}',
    '{"__proto__":{"code":"a","message":"b"}}',
    ` ${JSON.stringify({ ...ERROR, code: 'oidc.spaced' })}\n`,
  ],
  'HTML': ['<!DOCTYPE html><title>Bad gateway</title>', '<p>ä'],
  'text': [
    'Too many requests',
    '{"code":"oidc.cut_off","mess',
    "{'code':'a','message':'b'}",
    '\u0000',
  ],
  'empty': [''],
};

const pickEntry = (random, table) => random.pick(Object.entries(table));

/**
 * @returns {object} the answer as data, with `is`, the name of its sort
 */
export const tokenAnswer = (random, oddShare) => {
  if (!random.chance(oddShare)) return { is: 'right' };

  return random.pick([
    () => {
      const [field, value] = random.pick(ODD_FIELDS);
      return { is: 'odd field', field, value };
    },
    () => ({ is: 'odd claims', what: random.pick(Object.keys(ODD_CLAIMS)) }),
    () => ({ is: 'odd header', what: random.pick(Object.keys(ODD_HEADERS)) }),
    () => ({ is: 'odd signature', what: random.pick(Object.keys(ODD_SIGNATURES)) }),
    () => {
      const [what, bodies] = pickEntry(random, BODIES);
      return { is: 'error', what, status: random.pick(STATUSES), body: random.pick(bodies) };
    },
    () => {
      const [what, bodies] = pickEntry(random, BODIES);
      return { is: 'success of another sort', what, status: 200, body: random.pick(bodies) };
    },
    () => ({ is: 'no answer' }),
  ])();
};

/** The answer itself, to a client that sent this nonce. */
export const respond = async (answer, endpoint, clientId, nonce) => {
  if (answer.is === 'no answer') throw new TypeError('Failed to fetch');
  if (answer.status) {
    return new Response(answer.body, {
      status: answer.status,
      statusText: 'Status of the case',
      headers: { 'content-type': 'text/plain' },
    });
  }

  const claims = { ...claimsFor(endpoint, clientId), nonce };
  const change = answer.is === 'odd claims' ? await ODD_CLAIMS[answer.what](claims) : {};
  const header = answer.is === 'odd header' ? ODD_HEADERS[answer.what] : undefined;
  const token = await sign({ ...claims, ...change }, header);

  const body = {
    access_token: ACCESS_TOKEN,
    token_type: 'Bearer',
    expires_in: HOUR,
    refresh_token: 'new refresh token',
    id_token: answer.is === 'odd signature' ? ODD_SIGNATURES[answer.what](token) : token,
    scope: 'openid offline_access profile',
  };
  if (answer.is === 'odd field') {
    Object.defineProperty(body, answer.field, { value: answer.value, enumerable: true });
  }
  return json(body);
};
