/**
 * Signing keys. Logto Cloud signs with ES384, so this provider does too.
 */
import { createHash, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';

const encode = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');

/**
 * A fresh P-384 key. Tests make more than one: the provider's own, the one of a stranger who
 * forges tokens, the next one of a key rotation.
 */
export function createSigningKey() {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-384' });
  const publicKey = createPublicKey(privateKey);
  const kid = createHash('sha256').update(publicKey.export({ type: 'spki', format: 'der' })).digest('base64url');
  const described = (key) => {
    const { kty, crv, x, y, d } = key.export({ format: 'jwk' });
    return { kty, use: 'sig', kid, alg: 'ES384', crv, x, y, ...(d && { d }) };
  };

  return {
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
      const input = `${encode({ alg: 'ES384', kid, ...header })}.${encode(payload)}`;
      const signature = sign('sha384', Buffer.from(input), { key: privateKey, dsaEncoding: 'ieee-p1363' });
      return `${input}.${signature.toString('base64url')}`;
    },
  };
}
