// `@logto/capacitor`, as it is published, on our package: as an app's web build, where Capacitor's
// browser is the page itself and its storage is a part of the page's.

import path from 'node:path';

import { bundleOnOurs, tests } from './support/built-on.js';
import { storages } from './support/client.js';
import { expect, test } from './support/test.js';
import { benchClient, enterPassword } from './support/visitor.js';
import { RESOURCES, tokenRequests } from './support/world.js';
import { FURTHER } from './support/volume.js';

const FILE = 'capacitor.js';

const config = { scopes: ['read'], resources: RESOURCES };

/** The packages that the bundle is made of. */
let bundled;

/** Puts the bundle where the sites serve our package. */
test.beforeAll(async ({ packageDir }) => {
  bundled = await bundleOnOurs({
    stdin: {
      contents: "export * from '@logto/capacitor'; export { default } from '@logto/capacitor';",
      resolveDir: tests,
    },
    outfile: path.join(packageDir, FILE),
  });
});

const goToCallback = async (page, world) => {
  const client = benchClient(page, world, config, FILE);

  await page.goto(world.bench.address);
  await client.leave('signIn', world.bench.callback);
  await enterPassword(page);
  await page.waitForURL((url) => url.href.startsWith(`${world.bench.callback}?`));

  return client;
};

const signIn = async (page, world) => {
  const client = await goToCallback(page, world);
  await client.call('handleSignInCallback', page.url());

  return client;
};

/** Capacitor's keys. */
const storedBy = (names) => names.map((name) => `CapacitorStorage.${name}`);

test('the bundle has our package in it, and nothing of the other one', () => {
  expect(bundled).toEqual([
    '@capacitor/app',
    '@capacitor/browser',
    '@capacitor/core',
    '@capacitor/preferences',
    '@logto/capacitor',
    'logto-wasm',
  ]);
});

test("the session is in Capacitor's storage, and nowhere else", async ({ page, world }) => {
  const client = await goToCallback(page, world);
  const before = await storages(page);
  expect(Object.keys(before.local)).toEqual(storedBy(['signInSession']));
  expect(before.session).toEqual({});

  expect(await client.call('isSignInRedirected', page.url())).toBe(true);
  await client.call('handleSignInCallback', page.url());

  const { local, session } = await storages(page);
  expect(Object.keys(local).sort()).toEqual(storedBy(['accessToken', 'idToken', 'refreshToken']));
  expect(session).toEqual({});
  expect(await client.call('getIdToken')).toBe(local['CapacitorStorage.idToken']);
  expect(tokenRequests(world)).toEqual(['authorization_code']);
});

test('the session is good for what a session is good for', { tag: FURTHER }, async ({ page, world }) => {
  const client = await signIn(page, world);
  const { local } = await storages(page);

  expect(await client.call('isAuthenticated')).toBe(true);
  expect(await client.call('getIdTokenClaims')).toMatchObject({ name: 'Alice Example' });
  expect(await client.call('fetchUserInfo')).toMatchObject({ name: 'Alice Example' });
  expect(await client.call('getAccessTokenClaims', RESOURCES[0])).toMatchObject({ scope: 'read' });
  // The refresh that this took brought the next refresh token.
  const after = await storages(page);
  expect(after.local['CapacitorStorage.refreshToken']).not.toBe(
    local['CapacitorStorage.refreshToken']
  );
  expect(Object.keys(after.local).sort()).toEqual(Object.keys(local).sort());

  await page.goto(world.bench.address);
  await page.reload();
  expect(await client.call('isAuthenticated')).toBe(true);
});

test('signing out comes back, with nothing left', { tag: FURTHER }, async ({ page, world }) => {
  const client = await signIn(page, world);

  await client.leave('signOut', world.bench.address);
  await page.waitForURL(`${world.bench.address}/`);

  expect(await storages(page)).toEqual({ local: {}, session: {} });
  expect(world.provider.requests).toContainEqual(
    expect.objectContaining({ method: 'POST', path: '/oidc/token/revocation', status: 200 })
  );
});

test('errors are those of the classes that it hands on', { tag: FURTHER }, async ({ page, world }) => {
  await page.goto(world.bench.address);
  const client = benchClient(page, world, config, FILE);

  expect(await client.failure('getAccessToken')).toMatchObject({
    classes: ['LogtoClientError'],
    code: 'not_authenticated',
  });
  expect(await client.failure('signIn', '/callback')).toMatchObject({
    classes: ['LogtoClientError'],
    code: 'options.invalid',
  });
  expect(await client.failure('handleSignInCallback', page.url())).toMatchObject({
    classes: ['LogtoClientError'],
    code: 'sign_in_session.not_found',
  });
});
