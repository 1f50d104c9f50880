// The payload of a token in JWS compact serialization (RFC 7515 §7.1). Nothing is verified here.
import { decodeText } from './base64url.js';

/** The payload as text. Throws when the token does not have three segments, or the second cannot be decoded. */
export const payloadOf = (token) => {
  const segments = token.split('.');

  if (segments.length !== 3) {
    throw new SyntaxError('not a JWT');
  }

  return decodeText(segments[1]);
};
