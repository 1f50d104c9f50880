// Configurations of a client.

import { NOT_A_FLAG, NOT_A_LIST, NOT_A_TEXT, NULL, ODD, fill, usually } from './fields.js';

const ORGANIZATIONS = 'urn:logto:scope:organizations';

const FIELDS = {
  endpoint: {
    good: [
      'https://logto.test',
      'https://logto.test',
      'https://logto.test/',
      'https://LOGTO.test',
      'HTTPS://logto.test/',
      'https://logto.test:443',
      'https://logto.test:8443/',
      'https://logto.test/tenant',
      'https://logto.test/tenant/',
      'https://logto.test/Tenant/%7Ea',
      'https://logto.test/a/../tenant',
      'https://logto.test/a/./tenant',
      'https://logto.test/ten ant',
      'https://logto.test/tenänt',
      'https://bücher.test',
      'https://logto.test?x=1',
      'https://logto.test/tenant#here',
      ' https://logto.test\n',
      'http://localhost:3001',
      'http://127.0.0.1:3001/',
      'http://[::1]:3001',
      'http://tenant.localhost:3001',
    ],
    bad: [
      ['missing', undefined],
      ['missing', ''],
      ['null', null],
      ['not a URL', 'logto.test'],
      ['not a URL', '/logto'],
      ['not a URL', 'https://'],
      ['not http', 'ftp://logto.test'],
      ['not http', 'javascript:alert(1)'],
      ['not http', 'https://user:password@logto.test'],
      ['insecure', 'http://logto.test'],
      ['insecure', 'http://localhost.test'],
      ['slashes', 'https://logto.test//'],
      ['slashes', 'https://logto.test//tenant'],
      ['slashes', 'https://logto.test/tenant//a'],
      ...NOT_A_TEXT,
    ],
  },
  appId: {
    good: ['app', 'app', 'app:1', 'App/a?b', ' ', 'x'.repeat(200), ...ODD],
    bad: [['missing', undefined], ['missing', ''], NULL, ...NOT_A_TEXT],
  },
  scopes: {
    lists: [
      'email',
      'phone',
      'read:books',
      'openid',
      'offline_access',
      'profile',
      ORGANIZATIONS,
      'urn:logto:scope:organization_roles',
      '',
      'read write',
      'ä',
      '__proto__',
    ],
    bad: [NULL, ...NOT_A_LIST],
  },
  resources: {
    lists: [
      'https://api.test',
      'https://api.test/',
      'https://api.test/?a=b&c#d',
      'urn:logto:resource:organizations',
      '',
      'two words',
      'ä',
      '__proto__',
    ],
    bad: [NULL, ...NOT_A_LIST],
  },
  prompt: {
    good: usually('consent', 'login', 'none', ['login', 'consent'], ['none'], 'login consent'),
    bad: [
      NULL,
      ['empty', ''],
      ['empty', []],
      ['empty', ['']],
      ['type', 42],
      ['type', [42]],
      ['type', {}],
    ],
  },
  includeReservedScopes: {
    good: usually(true, false, false),
    bad: [NULL, ...NOT_A_FLAG],
  },
  appSecret: { good: usually('secret'), bad: [] },
  ofTheSite: { good: usually({ nested: [1, 'two'] }), bad: [] },
};

/** @returns {{ config: object, badConfig: Record<string, string> }} */
export const configuration = (random, badShare = 0) => {
  const { object, bad } = fill(FIELDS, random, badShare);
  return { config: object, badConfig: bad };
};
