/** Forged ID tokens, and keys to go with them. */

import { createSigningKey } from '../../provider/index.js';

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

/**
 * Other claims, signed by the provider's own key: only what they say is wrong.
 *
 * @param {(claims: object) => object} change what is to be different; `undefined` leaves a claim out
 */
export const withClaims = (change) => ({ provider }) => ({ claims }) =>
  provider.keys.sign({ ...claims, ...change(claims) });

/** The same token, with a signature that is nobody's. */
export const withSpoiltSignature = ({ signature, ...parts }) => {
  const bytes = Buffer.from(signature, 'base64url');
  bytes[0] ^= 0x5a;

  return assemble({ ...parts, signature: bytes.toString('base64url') });
};

/** The provider announces other metadata. */
export const announce = ({ provider }, change) =>
  provider.tamper('/oidc/.well-known/openid-configuration', (_status, body) => ({
    body: { ...body, ...change },
  }));

/** The provider publishes other keys. */
export const publish = ({ provider }, keys) =>
  provider.tamper('/oidc/jwks', () => ({ body: { keys: keys() } }));

/** The provider has a new key: from now on it signs with that one, and publishes no other. */
export const rotateKeys = (world) => {
  const next = createSigningKey();

  publish(world, () => [next.publicJwk]);
  forgeIdTokens(world, ({ claims }) => next.sign(claims));
};
