// The API that the examples call: what it takes, and that it takes nothing else. Without a page.

import { expect, test } from '@playwright/test';

import { createSigningKey } from '../../provider/index.js';
import { openExample } from '../support/example.js';

const HOUR = 60 * 60;

let example;

test.beforeAll(async () => {
  example = await openExample(async () => ({ close() {} }));
});
test.afterAll(() => example?.close());
test.beforeEach(() => {
  example.api.accepted.length = 0;
});

const claims = (changes) => ({
  iss: example.provider.issuer,
  aud: example.resource,
  sub: 'alice',
  scope: 'read:books',
  exp: Math.floor(Date.now() / 1000) + HOUR,
  ...changes,
});

const call = (token, path = '/books') =>
  fetch(`${example.api.address}${path}`, { headers: { authorization: `Bearer ${token}` } });

const refused = async (token, path) => {
  const response = await call(token, path);

  expect(response.status).toBe(401);
  expect(response.headers.get('www-authenticate')).toBe('Bearer error="invalid_token"');
  expect(example.api.accepted).toEqual([]);
};

test('takes a token of its own, and tells only the site', async () => {
  const response = await call(example.provider.keys.sign(claims()));

  expect(response.status).toBe(200);
  expect(response.headers.get('access-control-allow-origin')).toBe(example.address);
  expect(await response.json()).toMatchObject({ reader: 'alice' });
  expect(example.api.accepted).toHaveLength(1);
});

test('refuses who has no token', async () => {
  const response = await fetch(`${example.api.address}/books`);

  expect(response.status).toBe(401);
  expect(response.headers.get('www-authenticate')).toBe('Bearer');
});

test('refuses nonsense', () => refused('nonsense'));

test("refuses a stranger's signature", () => refused(createSigningKey().sign(claims())));

test("refuses a stranger's signature with the key ID of the provider", () =>
  refused(createSigningKey().sign(claims(), { kid: example.provider.keys.kid })));

for (const [what, changes] of [
  ['of another issuer', { iss: 'https://example.logto.app/oidc' }],
  ['for another API', { aud: 'https://tea.test' }],
  ['for an organization', { aud: 'urn:logto:organization:lookingglass' }],
  ['that has expired', { exp: 1 }],
]) {
  test(`refuses a token ${what}`, () => refused(example.provider.keys.sign(claims(changes))));
}

test('refuses a token of the API, or of another organization, in an organization', async () => {
  for (const aud of [example.resource, 'urn:logto:organization:strangers']) {
    const token = example.provider.keys.sign(claims({ aud }));
    await refused(token, '/organizations/lookingglass/books');
  }
});

test('refuses a token that is not good for reading', async () => {
  const token = example.provider.keys.sign(claims({ scope: 'read:magazines' }));
  const response = await call(token);

  expect(response.status).toBe(403);
  expect(response.headers.get('www-authenticate')).toContain('insufficient_scope');
});
