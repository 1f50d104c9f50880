// base64url without padding (RFC 4648 §5), as JWTs and PKCE use it.

/** Encodes a string whose characters are bytes (0 to 255). */
export const encode = (binary) =>
  btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');

/** Decodes to a string whose characters are bytes. Throws when `text` is not canonical base64url. */
const decode = (text) => {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));

  // `atob` also accepts white space, padding and stray bits, which would give one token several spellings.
  if (encode(binary) !== text) {
    throw new SyntaxError('not canonical base64url');
  }

  return binary;
};

/** Decodes to text. Throws when `text` is not canonical base64url, or the bytes are not UTF-8. */
export const decodeText = (text) =>
  // Some test environments have no TextDecoder. This is as strict about UTF-8.
  decodeURIComponent(
    decode(text).replace(/[^]/g, (byte) => `%${byte.charCodeAt(0).toString(16).padStart(2, '0')}`)
  );
