// Signatures and hashes by `crypto.subtle`, which is missing on plain-http origins.

export const canVerifySignatures = () => Boolean(globalThis.crypto?.subtle);

/**
 * Whether `signature` is a signature over `input` by `key` (a JWK). A key that cannot be imported verifies nothing.
 * Rejects with the browser's `NotSupportedError` where the browser is older than the algorithm.
 */
export const verifySignature = async (algorithm, key, input, signature) => {
  const { subtle } = globalThis.crypto;

  try {
    const imported = await subtle.importKey('jwk', key, algorithm, false, ['verify']);

    return await subtle.verify(algorithm, imported, signature, new TextEncoder().encode(input));
  } catch (error) {
    if (error?.name === 'NotSupportedError') {
      throw error;
    }

    return false;
  }
};

/** The hash of `text`, as bytes. `name` is that of `crypto.subtle`, for example `SHA-256`. */
export const hash = async (name, text) =>
  new Uint8Array(await globalThis.crypto.subtle.digest(name, new TextEncoder().encode(text)));
