/** Forged ID tokens. */

const decode = (segment) => JSON.parse(Buffer.from(segment, 'base64url'));
const encode = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A token in its parts. */
export const parse = (jwt) => {
  const [header, payload, signature] = jwt.split('.');

  return { header: decode(header), claims: decode(payload), signature };
};

/** The parts as a token, whatever they are. */
export const assemble = ({ header, claims, signature }) =>
  `${encode(header)}.${encode(claims)}.${signature}`;

/**
 * Puts another ID token into every answer of the token endpoint.
 *
 * @param {{ provider: object, issued: string[] }} world
 * @param {(parts: { header: object, claims: object, signature: string }) => string} forge
 */
export const forgeIdTokens = ({ provider, issued }, forge) =>
  provider.tamper('/oidc/token', (_status, body) => {
    const forged = forge(parse(body.id_token));
    issued.push(forged);

    return { body: { ...body, id_token: forged } };
  });
