import { bytesOf } from './base64url.js';
import { CONFIG } from './constants.js';
import { claimsFor, now, sign } from './provider.js';

const made = new Map();

/** The tokens of a visitor who has signed in at an endpoint: the same ones at each call, though signatures are random. */
export const oldTokensOf = async (endpoint) => {
  if (!made.has(endpoint)) {
    made.set(endpoint, {
      idToken: await sign({ ...claimsFor(endpoint, CONFIG.appId), old: true }),
      refreshToken: 'old refresh token',
      accessToken: JSON.stringify({
        '@https://api.test': { token: 'old access token', scope: '', expiresAt: now() + 3600 },
      }),
    });
  }

  return made.get(endpoint);
};

export const oldTokens = await oldTokensOf(CONFIG.endpoint);

const claimsOf = (token) => {
  try {
    return JSON.parse(new TextDecoder().decode(bytesOf(token.split('.')[1])));
  } catch {
    return token;
  }
};

const parsed = (text) => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

const isMap = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

/** A value in its two parts, the nonce and the rest: only one of the two SDKs sends a nonce. */
const apart = (value) => {
  if (!isMap(value)) return { rest: value };
  const { nonce, ...rest } = value;
  return { nonce, rest };
};

/** A map of access tokens with whole seconds, and the seconds as they are. */
const readMap = (text) => {
  const map = text && parsed(text);
  if (!isMap(map)) return { accessToken: map };
  const entries = Object.entries(map).filter(([, entry]) => typeof entry?.expiresAt === 'number');
  const whole = entries.map(([key, entry]) => [
    key,
    { ...entry, expiresAt: Math.floor(entry.expiresAt) },
  ]);
  return {
    accessToken: { ...map, ...Object.fromEntries(whole) },
    expiresAt: Object.fromEntries(entries.map(([key, entry]) => [key, entry.expiresAt])),
  };
};

/** Of an ID token only the claims: its signature is never the same twice. */
const readIdToken = (token) => token && apart(claimsOf(token)).rest;

/** The stored values as facets that can be compared. */
export const readStorage = ({ idToken, refreshToken, accessToken, signInSession, ...other }) => {
  const session = apart(signInSession && parsed(signInSession));

  return {
    idToken: readIdToken(idToken),
    refreshToken,
    ...readMap(accessToken),
    signInSession: session.rest,
    'nonce remembered': session.nonce,
    other,
  };
};
