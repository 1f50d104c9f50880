/** What a token says, by the specifications: RFC 7515 §7.1, RFC 4648 §5 and §3.5. */

import { base64url, bytesOf } from './base64url.js';
import { ISSUER } from './constants.js';

/**
 * The payload of a compact JWS: three segments, the middle one JSON in UTF-8 in canonical
 * base64url.
 *
 * @returns {unknown} `undefined` when it is none
 */
export const payloadOf = (token) => {
  const [, segment, ...rest] = token.split('.');
  try {
    const bytes = bytesOf(segment);
    if (rest.length !== 1 || base64url(bytes) !== segment) return undefined;
    return JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    return undefined;
  }
};

const isObject = (value) => typeof value === 'object' && value !== null;

const isTextOrMissing = (value) =>
  value === undefined || value === null || typeof value === 'string';

const depthOf = (value) =>
  isObject(value) ? 1 + Math.max(0, ...Object.values(value).map(depthOf)) : 1;

/**
 * The claims of a token that names the issuer, a user, and the sign-in by its nonce if there is one; `undefined`
 * when it cannot be an ID token of that issuer.
 */
export const idTokenClaims = (token, issuer = ISSUER) => {
  const claims = payloadOf(token);
  const isOne =
    isObject(claims) &&
    claims.iss === issuer &&
    typeof claims.sub === 'string' &&
    isTextOrMissing(claims.nonce) &&
    depthOf(claims) <= 64;
  return isOne ? claims : undefined;
};

/** The last second of the year 9999: what is later is no time. */
const isTime = (seconds) => seconds >= 0 && seconds <= 253_402_300_799;

/** Is the end over that these claims of an ID token name? What is no time is no end to wait for. */
export const isOver = ({ exp }) =>
  typeof exp === 'number' && !(isTime(exp) && exp > Date.now() / 1000);

/** The claims of an access token, none when it is opaque; `undefined` when it is neither. */
export const accessTokenClaims = (token) => {
  if (!token.includes('.')) return {};
  const claims = payloadOf(token);
  return isObject(claims) ? claims : undefined;
};

const entriesOf = (text) => {
  try {
    return Object.entries(JSON.parse(text) ?? {});
  } catch {
    return [];
  }
};

const isUsable = (entry) =>
  typeof entry?.token === 'string' &&
  entry.token !== '' &&
  typeof entry.scope === 'string' &&
  typeof entry.expiresAt === 'number' &&
  isTime(entry.expiresAt);

/** Has the stored map of access tokens an entry that nobody can use? */
export const hasBadEntry = (text) => entriesOf(text).some(([, entry]) => !isUsable(entry));

/** The stored access token for a resource and an organization, if there is one that is still good. */
export const storedAccessToken = (text, resource, organizationId) => {
  const key = `@${resource ?? ''}${organizationId ? `#${organizationId}` : ''}`;
  const [, entry] = entriesOf(text).find(([name]) => name === key) ?? [];
  return isUsable(entry) && entry.expiresAt > Date.now() / 1000 ? entry.token : undefined;
};
