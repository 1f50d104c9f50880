/** Bytes as base64url without padding (RFC 4648 §5). */
export const base64url = (bytes) =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');

/** The bytes of base64 in either alphabet, padded or not. */
export const bytesOf = (text) =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (character) =>
    character.charCodeAt(0)
  );

export const utf8 = (text) => new TextEncoder().encode(text);
