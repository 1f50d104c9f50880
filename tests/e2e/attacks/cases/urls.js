// Addresses that a site passes on without a look: where it came from, where to go next. None of them makes the
// page run anything, and no token goes where anybody can listen.

import { caseList } from '../case-list.js';
import { DANGEROUS, disguises } from '../tables/schemes.js';

const { cases, add } = caseList();

export { cases };

const ALL = [...DANGEROUS, ...DANGEROUS.filter((_, at) => at !== 1).flatMap(disguises)];

const refuses = async (target, call, code, visitor = target.signedIn()) => {
  await target.refused({ visitor, call, code });
  target.expectRequests(0);
};

const CALLS = [
  ['redirectUri', (uri) => ['signIn', uri]],
  ['redirectUri in an object', (uri) => ['signIn', { redirectUri: uri }]],
  ['postRedirectUri', (postRedirectUri, redirectUri) => ['signIn', { redirectUri, postRedirectUri }]],
  ['postLogoutRedirectUri', (uri) => ['signOut', uri]],
];

for (const [field, call] of CALLS) {
  for (const uri of ALL) {
    add(`${field}: ${JSON.stringify(uri)} → options.invalid`, async (target) => {
      await target.goTo(target.bench.address);
      await refuses(target, call(uri, target.bench.callback), 'options.invalid');
    }, { kind: field });
  }
}

for (const postRedirectUri of ALL) {
  add(`a stored postRedirectUri: ${JSON.stringify(postRedirectUri)} → sign_in_session.invalid`, async (target) => {
    target.session.postRedirectUri = postRedirectUri;
    await target.goTo();
    const call = ['handleSignInCallback', target.callback];
    await refuses(target, call, 'sign_in_session.invalid', target.nobody());
  });
}

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
  add(`endpoint: ${JSON.stringify(endpoint)} → config.invalid`, async (target) => {
    await target.refusesEndpoint(endpoint);
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
  add(`endpoint: ${endpoint} is taken`, async (target) => {
    await target.acceptsEndpoint(endpoint);
  });
}
