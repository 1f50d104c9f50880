// Networks fail, and providers are set up wrongly: nothing is lost, and the next try works.

import { storages, tokensOf } from './support/client.js';
import { expect, test } from './support/test.js';
import { benchClient, enterPassword, goToCallback, signIn } from './support/visitor.js';
import { tokenRequests } from './support/world.js';
import { FURTHER, sampled } from './support/volume.js';

const DISCOVERY = '/oidc/.well-known/openid-configuration';

const noAnswer = { classes: ['LogtoRequestError'], isError: true, code: 'network_error' };

/** The same provider, not listening for a while. */
const stopProvider = async (world) => {
  const { port } = world.provider;
  await world.provider.close();

  return () => world.startProvider(port);
};

test('an origin that is not registered is told about CORS', async ({ page, world }) => {
  const stopExpiring = world.provider.tamper('/oidc/token', (_status, body) => ({
    body: { ...body, expires_in: 0 },
  }));
  await signIn(page, world);
  stopExpiring();
  const { local } = await storages(page);

  // The same site by another name: another origin, with the same session.
  await page.goto(world.bench.address.replace('localhost', '127.0.0.1'));
  await page.evaluate((items) => Object.assign(localStorage, items), local);
  const failure = await benchClient(page, world).failure('getAccessToken');

  expect(failure).toMatchObject(noAnswer);
  expect(failure.message).toContain('CORS');
  expect((await storages(page)).local).toEqual(local);
});

test('a sign-in while the provider is down changes nothing, and works when it is back', async ({ page, world }) => {
  const { bench } = world;
  const restart = await stopProvider(world);

  // One client for both tries: a failure must not be remembered by it.
  await page.goto(bench.address);
  const before = await storages(page);
  const attempt = () =>
    page.evaluate(
      async ([config, redirectUri]) => {
        const { default: LogtoClient } = await import('/logto-wasm/index.js');
        window.client ??= new LogtoClient(config);
        return window.client.signIn({ redirectUri }).catch(({ code }) => code);
      },
      [{ endpoint: world.provider.endpoint, appId: bench.appId }, bench.callback]
    );

  expect(await attempt()).toBe('network_error');
  expect(await storages(page)).toEqual(before);

  await restart();
  // It leaves the page, which ends the call from outside.
  attempt().catch(() => {});
  await enterPassword(page);
  await page.waitForURL((url) => url.href.startsWith(bench.callback));
  const client = benchClient(page, world);
  await client.call('handleSignInCallback', page.url());
  expect(await client.call('isAuthenticated')).toBe(true);
});

test('a callback without a network can be handled once it is back', async ({ context, page, world }) => {
  const client = await goToCallback(page, world);
  // Loaded before, as it is on a real page.
  await client.call('isAuthenticated');

  await context.setOffline(true);
  expect(await client.failure('handleSignInCallback', page.url())).toMatchObject(noAnswer);
  expect(tokensOf(await storages(page))).toEqual({});

  await context.setOffline(false);
  await client.call('handleSignInCallback', page.url());
  expect(await client.call('isAuthenticated')).toBe(true);
  expect(tokenRequests(world)).toEqual(['authorization_code']);
});

test('without a network the session is still there', { tag: FURTHER }, async ({ context, page, world }) => {
  const client = await signIn(page, world);
  const before = await storages(page);
  await context.setOffline(true);

  expect(await client.call('isAuthenticated')).toBe(true);
  expect(await client.call('getIdTokenClaims')).toMatchObject({ name: 'Alice Example' });
  expect(await client.call('getAccessToken')).toBeTruthy();
  expect(await client.failure('fetchUserInfo')).toMatchObject(noAnswer);

  expect(await storages(page)).toEqual(before);
});

test('a sign-out whose revocation fails signs out all the same', { tag: FURTHER }, async ({ page, world }) => {
  const client = await signIn(page, world);
  world.provider.tamper('/oidc/token/revocation', () => ({ drop: true }));

  await client.leave('signOut', world.bench.address);
  await page.waitForURL(`${world.bench.address}/`);

  expect(await storages(page)).toEqual({ local: {}, session: {} });
});

const NO_LOGTO = [
  ['a page that is no metadata', 'discovery.invalid', () => ({ body: '<p>Welcome</p>' })],
  [
    'the metadata of another issuer',
    'discovery.issuer_mismatched',
    (_status, body) => ({ body: { ...body, issuer: 'https://evil.test/oidc' } }),
  ],
  [
    'an endpoint without TLS',
    'discovery.insecure_endpoint',
    (_status, body) => ({ body: { ...body, token_endpoint: 'http://evil.test/token' } }),
  ],
  [
    'no PKCE',
    'discovery.pkce_unsupported',
    (_status, body) => ({ body: { ...body, code_challenge_methods_supported: ['plain'] } }),
  ],
];

for (const [[what, code, alter], details] of sampled(NO_LOGTO)) {
  test(`an endpoint that answers with ${what} is not used, and tried again: ${code}`, details, async ({ page, world }) => {
    const { bench, provider } = world;
    const client = benchClient(page, world);
    await page.goto(bench.address);
    const correct = provider.tamper(DISCOVERY, alter);

    expect(await client.failure('signIn', { redirectUri: bench.callback })).toMatchObject({
      classes: ['LogtoError'],
      code,
    });
    expect(await storages(page)).toEqual({ local: {}, session: {} });

    correct();
    await client.leave('signIn', { redirectUri: bench.callback });
    await expect(page.locator('input[name=password]')).toBeVisible();
  });
}

test('an endpoint without Logto is told by its status', async ({ page, world }) => {
  await page.goto(world.bench.address);
  const client = benchClient(page, world, { endpoint: `${world.provider.endpoint}/elsewhere` });

  expect(await client.failure('signIn', { redirectUri: world.bench.callback })).toMatchObject({
    classes: ['LogtoRequestError'],
  });
  expect(await storages(page)).toEqual({ local: {}, session: {} });
});
