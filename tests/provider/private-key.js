import { createPrivateKey, generateKeyPairSync } from 'node:crypto';

/**
 * A new private key.
 *
 * Node.js 20 hangs for ever when the garbage collector frees the job that generated a key while this key is exported:
 * both take the lock of the key. So the key is generated in DER and read again, which makes another key object, with a
 * lock that no job takes.
 *
 * @param {'ec' | 'rsa' | 'ed25519'} type
 * @param {object} [options] of `generateKeyPairSync`
 */
export const generatePrivateKey = (type, options = {}) => {
  const { privateKey } = generateKeyPairSync(type, {
    ...options,
    publicKeyEncoding: { type: 'spki', format: 'der' },
    privateKeyEncoding: { type: 'pkcs8', format: 'der' },
  });

  return createPrivateKey({ key: privateKey, type: 'pkcs8', format: 'der' });
};
