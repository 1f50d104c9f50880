// The random values of an authorization request, and what is derived from them.
import { call } from './compiled.js';
import { coreLater } from './core.js';

const BASE64URL = { '+': '-', '/': '_' };

/** 64 random bytes in base64url. Not by the module, which may have to be waited for. */
const token = () =>
  btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(64)))).replace(
    /[+/=]/g,
    (character) => BASE64URL[character] ?? ''
  );

export const generateState = () => token();
export const generateCodeVerifier = () => token();

export const generateCodeChallenge = async (codeVerifier) =>
  call(await coreLater(), 'codeChallenge', codeVerifier);
