/**
 * Signing keys. Logto Cloud signs with ES384, so this provider does too, unless a test wants another
 * algorithm.
 */
import { createHash, createPublicKey, sign } from 'node:crypto';

import { generatePrivateKey } from './private-key.js';

/** How each algorithm makes its keys, and what it hashes with. */
const ALGORITHMS = {
  ES256: ['ec', { namedCurve: 'P-256' }, 'sha256'],
  ES384: ['ec', { namedCurve: 'P-384' }, 'sha384'],
  RS256: ['rsa', { modulusLength: 2048 }, 'sha256'],
};

const encode = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');

/**
 * A fresh key. Tests make more than one: the provider's own, the one of a stranger who forges tokens,
 * the next one of a key rotation.
 * @param {keyof typeof ALGORITHMS} [algorithm]
 */
export function createSigningKey(algorithm = 'ES384') {
  const [type, options, hash] = ALGORITHMS[algorithm];
  const privateKey = generatePrivateKey(type, options);
  const publicKey = createPublicKey(privateKey);
  const kid = createHash('sha256').update(publicKey.export({ type: 'spki', format: 'der' })).digest('base64url');
  const described = (key) => {
    const { kty, ...material } = key.export({ format: 'jwk' });
    return { kty, use: 'sig', kid, alg: algorithm, ...material };
  };

  return {
    algorithm,
    kid,
    /** What the JWKS publishes. */
    publicJwk: described(publicKey),
    /** What oidc-provider needs. */
    privateJwk: described(privateKey),
    /**
     * A compact JWS over any payload, valid or not: nothing is added to it.
     * @param {object} payload
     * @param {object} [header] overrides parts of `{ alg, kid }`
     */
    sign(payload, header = {}) {
      const input = `${encode({ alg: algorithm, kid, ...header })}.${encode(payload)}`;
      // An RSA signature has one encoding: there the option means nothing.
      const signature = sign(hash, Buffer.from(input), { key: privateKey, dsaEncoding: 'ieee-p1363' });
      return `${input}.${signature.toString('base64url')}`;
    },
  };
}
