/** A stored session: what a page of a signed-in visitor finds in storage. */

export const CONFIG = { endpoint: 'https://id.example', appId: 'app' };
export const DISCOVERY = 'https://id.example/oidc/.well-known/openid-configuration';

const encode = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');

export const idToken = (claims = {}) =>
  [{ alg: 'ES384' }, { iss: 'https://id.example/oidc', sub: 'alice', ...claims }, 'signature'].map(encode).join('.');

export const keyOf = (name) => `logto:${CONFIG.appId}:${name}`;

/** Stores a session in a page. An access token expires after `expiresIn` seconds. */
export const signIn = (page, { claims, refreshToken = 'refresh', expiresIn = 3600 } = {}) => {
  const { localStorage } = page.areas;
  const now = page.now / 1000;

  localStorage.setItem(keyOf('idToken'), idToken({ iat: now, exp: now + 3600, ...claims }));
  localStorage.setItem(
    keyOf('accessToken'),
    JSON.stringify({ '@': { token: 'access', scope: '', expiresAt: now + expiresIn } })
  );

  if (refreshToken) {
    localStorage.setItem(keyOf('refreshToken'), refreshToken);
  }
};
