// The random values of an authorization request, made by the module.
import { codeChallenge, randomToken } from '#glue';
import { start } from './module.js';

/** 64 random bytes in base64url. */
const token = () => {
  start();
  return randomToken();
};

export const generateState = () => token();
export const generateCodeVerifier = () => token();

export const generateCodeChallenge = async (codeVerifier) => {
  start();
  return codeChallenge(codeVerifier);
};
