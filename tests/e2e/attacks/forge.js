/**
 * Tokens to the letter: headers and payloads that no library would write, and keys of every kind.
 */
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  randomBytes,
  sign,
} from 'node:crypto';

import { generatePrivateKey } from '../../provider/private-key.js';

/** A secret that nobody else has. */
export const random = (bytes = 32) => randomBytes(bytes).toString('base64url');

/** A part of a token as bytes: text stands for itself, everything else is written as JSON. */
const bytesOf = (part) =>
  Buffer.isBuffer(part) ? part : Buffer.from(typeof part === 'string' ? part : JSON.stringify(part));

export const segment = (part) => bytesOf(part).toString('base64url');

/** How an algorithm signs (RFC 7518 §3, RFC 8037 §3), and on which keys. */
const ALGORITHMS = {
  ES256: { hash: 'sha256', type: ['ec', { namedCurve: 'P-256' }] },
  ES384: { hash: 'sha384', type: ['ec', { namedCurve: 'P-384' }] },
  ES512: { hash: 'sha512', type: ['ec', { namedCurve: 'P-521' }] },
  RS256: { hash: 'sha256', type: ['rsa', { modulusLength: 2048 }] },
  PS256: { hash: 'sha256', type: ['rsa', { modulusLength: 2048 }], padding: { padding: 6, saltLength: 32 } },
  EdDSA: { hash: undefined, type: ['ed25519', {}] },
};

/** The signature over a signing input. */
export const signatureOver = (input, { alg, privateKey, der = false }) => {
  const { hash, padding } = ALGORITHMS[alg];
  const encoding = { dsaEncoding: der ? 'der' : 'ieee-p1363' };

  return sign(hash, Buffer.from(input), { key: privateKey, ...padding, ...encoding });
};

const rsaKeys = new Map();

/** A new private key. Of RSA keys there is one of each length: to find one takes long. */
const privateKeyOf = (type, options) => {
  if (type !== 'rsa') return generatePrivateKey(type, options);
  const { modulusLength } = options;

  if (!rsaKeys.has(modulusLength)) {
    rsaKeys.set(modulusLength, generatePrivateKey(type, options));
  }
  return rsaKeys.get(modulusLength);
};

/** A key pair for `alg` under a new name, and what a JWK Set says of it. */
export const createKey = (alg, type = ALGORITHMS[alg].type) => {
  const privateKey = privateKeyOf(...type);
  const named = { kid: random(8), alg, use: 'sig' };

  return {
    alg,
    privateKey,
    kid: named.kid,
    jwk: { ...createPublicKey(privateKey).export({ format: 'jwk' }), ...named },
    privateJwk: { ...privateKey.export({ format: 'jwk' }), ...named },
  };
};

/** The provider's own key. */
export const keyOf = ({ keys }) => ({
  alg: 'ES384',
  privateKey: createPrivateKey({ key: keys.privateJwk, format: 'jwk' }),
  kid: keys.kid,
  jwk: keys.publicJwk,
  privateJwk: keys.privateJwk,
});

/** A token that is signed as it stands, whatever its parts are. */
export const signed = ({ header, claims, key }) => {
  const input = `${segment(header)}.${segment(claims)}`;

  return `${input}.${signatureOver(input, key).toString('base64url')}`;
};

/** The same of segments that are text already. */
export const signedSegments = (header, payload, key) =>
  `${header}.${payload}.${signatureOver(`${header}.${payload}`, key).toString('base64url')}`;

/** The `at_hash` that belongs to an access token (OIDC Core §3.1.3.6). */
export const atHash = (accessToken, hash = 'sha384') => {
  const digest = createHash(hash).update(accessToken).digest();

  return digest.subarray(0, digest.length / 2).toString('base64url');
};

/** JSON text of an object whose members are given as text: names may be there twice. */
export const objectText = (...members) =>
  `{${members.map(([name, text]) => `${JSON.stringify(name)}:${text}`).join(',')}}`;

/** The same object with more members at its end, to the letter. */
export const withText = (object, ...members) =>
  objectText(
    ...Object.entries(JSON.parse(JSON.stringify(object))).map(([name, value]) => [name, JSON.stringify(value)]),
    ...members
  );

/** Lists in lists, so deep that whoever reads them by recursion runs out of stack. */
export const DEEP = `${'['.repeat(10_000)}${']'.repeat(10_000)}`;

/** More than any answer has to say: 5 MB. */
export const HUGE = 'x'.repeat(5 * 1024 * 1024);
