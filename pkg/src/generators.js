// The random values of an authorization request, and the code challenge (RFC 7636).
import { encode } from './base64url.js';
import { loadCore } from './core-loader.js';

/** 64 random bytes in base64url. */
const randomToken = () => encode(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(64))));

export const generateState = () => randomToken();
export const generateCodeVerifier = () => randomToken();

export const generateCodeChallenge = async (codeVerifier) => (await loadCore()).codeChallenge(codeVerifier);
