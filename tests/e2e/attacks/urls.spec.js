// Addresses that a site passes on without a look: where it came from, where to go next. None of them makes the
// page run anything, and no token goes where anybody can listen.

import { DANGEROUS, disguises } from './tables/schemes.js';
import { expect, test } from './test.js';

const ALL = [...DANGEROUS, ...DANGEROUS.filter((_, at) => at !== 1).flatMap(disguises)];

const refuses = async (target, call, code, visitor = target.signedIn()) => {
  await target.refused({ visitor, call, code });
  expect(target.provider.requests).toEqual([]);
};

const CALLS = [
  ['redirectUri', (uri) => ['signIn', uri]],
  ['redirectUri in an object', (uri) => ['signIn', { redirectUri: uri }]],
  ['postRedirectUri', (postRedirectUri, redirectUri) => ['signIn', { redirectUri, postRedirectUri }]],
  ['postLogoutRedirectUri', (uri) => ['signOut', uri]],
];

for (const [field, call] of CALLS) {
  for (const uri of ALL) {
    test(`${field}: ${JSON.stringify(uri)} → options.invalid`, async ({ target }) => {
      await target.goTo(target.bench.address);
      await refuses(target, call(uri, target.bench.callback), 'options.invalid');
    });
  }
}

for (const postRedirectUri of ALL) {
  test(`a stored postRedirectUri: ${JSON.stringify(postRedirectUri)} → sign_in_session.invalid`, async ({ target }) => {
    target.session.postRedirectUri = postRedirectUri;
    await target.goTo();
    const call = ['handleSignInCallback', target.callback];
    await refuses(target, call, 'sign_in_session.invalid', target.nobody());
  });
}

/** What the constructor makes of an endpoint. */
const construct = (page, endpoint) =>
  page.evaluate(async (endpoint) => {
    const { default: LogtoClient, LogtoClientError } = await import('/logto-wasm/index.js');
    try {
      return new LogtoClient({ endpoint, appId: 'bench' }) && 'constructed';
    } catch (error) {
      const isOurs = error instanceof LogtoClientError && error instanceof Error;
      return { isOurs, code: error.code, data: error.data, says: error.message };
    }
  }, endpoint);

const NO_ENDPOINTS = [
  ...ALL,
  'http://evil.test',
  'http://localhost.evil.test',
  'http://127.0.0.1.evil.test',
  'http://127.evil.test',
  'http://127.0.0.1@evil.test',
  'http://localhost@evil.test',
  'http://localhost:3001@evil.test',
  'http://evil.test#localhost',
  'http://evil.test?localhost',
  'http://evil.test/localhost',
  'http://evil.test\\@localhost',
  'http://evil-localhost',
  'http://localhost.',
  'http://localhosts',
  'http://128.0.0.1',
  'http://126.255.255.255',
  'http://0.0.0.0',
  'http://10.0.0.1',
  'http://192.168.0.1',
  'http://169.254.169.254',
  'http://[::]',
  'http://[::2]',
  'http://[::ffff:127.0.0.1]',
  'http://[fe80::1]',
  'https://user@evil.test',
  'https://user:secret@evil.test',
  'ftp://localhost',
  'ws://localhost',
  'evil.test',
  '//evil.test',
  '/oidc',
  'https://',
];

for (const endpoint of NO_ENDPOINTS) {
  test(`endpoint: ${JSON.stringify(endpoint)} → config.invalid`, async ({ target, page }) => {
    await target.goTo(target.bench.address);
    expect(await construct(page, endpoint)).toEqual({
      isOurs: true,
      code: 'config.invalid',
      data: { field: 'endpoint' },
      says: expect.stringContaining('`endpoint`'),
    });
  });
}

const RIGHT_ENDPOINTS = [
  'https://tenant.logto.app',
  'https://tenant.logto.app:8443/path/',
  'HTTPS://TENANT.logto.app',
  'http://localhost',
  'http://localhost:3001',
  'http://LOCALHOST',
  'http://app.localhost:3001',
  'http://127.0.0.1',
  'http://127.1:3001',
  'http://127.255.255.254',
  'http://0x7f000001',
  'http://2130706433',
  'http://[::1]',
  'http://[0:0:0:0:0:0:0:1]:3001',
];

for (const endpoint of RIGHT_ENDPOINTS) {
  test(`endpoint: ${endpoint} is taken`, async ({ target, page }) => {
    await target.goTo(target.bench.address);
    expect(await construct(page, endpoint)).toBe('constructed');
  });
}
