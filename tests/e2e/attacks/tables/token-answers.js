/** Every field of the token endpoint's answer (RFC 6749 §5.1), in every way that it can be wrong. */

/** A field with a value to the letter; `undefined` leaves it out. */
const fields = (name, ...texts) => texts.map((text) => [name, text]);

const NO_STRING = ['5', 'true', '[]', '{}', '["text"]'];

const LONG = 'a-token-of-somebody';

/** What no header can carry: whoever puts such a token into one would write another header. */
const CONTROLS = ['\\u0000', '\\n', '\\r\\nx-evil: 1', '\\t', '\\u007f'].map((text) => `"${LONG}${text}"`);

export const WRONG_FIELDS = [
  ...fields('access_token', undefined, 'null', '""', ...NO_STRING, ...CONTROLS),
  ...fields('token_type', undefined, 'null', '""', '"mac"', '"DPoP"', '"N_A"', '"Bearer "', '"bearer,mac"', '["Bearer"]', '5', 'true', '{}'),
  ...fields('expires_in', '-1', '-0.001', '"3600"', '"soon"', '""', 'true', '[]', '{}', '1e999', '-1e999', '1e300'),
  ...fields('refresh_token', '""', ...NO_STRING, ...CONTROLS),
  ...fields('id_token', ...NO_STRING),
  ...fields('scope', '5', 'true', '[]', '{}', '["openid"]'),
].map(([name, text]) => [`whose ${name} is ${text ?? 'missing'}`, name, text]);

export const RIGHT_FIELDS = [
  ...fields('token_type', '"bearer"', '"BEARER"'),
  ...fields('expires_in', undefined, 'null', '0', '0.5', '1e3'),
  ...fields('refresh_token', undefined, 'null'),
  ...fields('scope', undefined, 'null', '""'),
].map(([name, text]) => [`whose ${name} is ${text ?? 'missing'}`, name, text]);
