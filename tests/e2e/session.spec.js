// What a session is good for, once somebody is signed in.

import { keepPicture } from './support/artefacts.js';
import { clientOn, storages } from './support/client.js';
import { expect, test } from './support/test.js';
import { benchClient, signIn } from './support/visitor.js';
import { RESOURCES, spend, tokenRequests } from './support/world.js';
import { FURTHER } from './support/volume.js';

// Like a provider that has no patience with a refresh token that is sent twice.
test.use({ providerSettings: { refreshReuseSeconds: 0 } });

const withResources = { scopes: ['email', 'read'], resources: RESOURCES };

const claimsOf = (jwt) => JSON.parse(Buffer.from(jwt.split('.')[1], 'base64url'));

/** From now on access tokens have expired by the time they arrive. */
const expireAccessTokens = ({ provider }) =>
  provider.tamper('/oidc/token', (_status, body) => ({ body: { ...body, expires_in: 0 } }));

test('a reload keeps the session, and a new tab has it too', async ({ context, page, world }) => {
  const client = await signIn(page, world);
  const claims = await client.call('getIdTokenClaims');

  await page.goto(world.bench.address);
  await page.reload();
  expect(await client.call('isAuthenticated')).toBe(true);

  const tab = await context.newPage();
  await tab.goto(world.bench.address);
  const clientOfTab = benchClient(tab, world);
  expect(await clientOfTab.call('isAuthenticated')).toBe(true);
  expect(await clientOfTab.call('getIdTokenClaims')).toEqual(claims);
  expect(await clientOfTab.call('getAccessToken')).toBe(await client.call('getAccessToken'));
});

test('what is signed in at one app is nobody at another one of the same site', { tag: FURTHER }, async ({ page, world }) => {
  await signIn(page, world);
  const other = clientOn(page, { endpoint: world.provider.endpoint, appId: 'library' });

  expect(await other.call('isAuthenticated')).toBe(false);
  expect(await other.call('getIdToken')).toBeNull();
  expect(await other.failure('getAccessToken')).toMatchObject({ code: 'not_authenticated' });
});

test('the getters answer what is stored, without a request', async ({ page, world }) => {
  const client = await signIn(page, world, { config: { scopes: ['email'] } });
  const { local } = await storages(page);
  world.provider.clearRequests();

  const idToken = await client.call('getIdToken');
  expect(idToken).toBe(local['logto:bench:idToken']);
  expect(await client.call('getRefreshToken')).toBe(local['logto:bench:refreshToken']);
  expect(await client.call('getIdTokenClaims')).toEqual(claimsOf(idToken));
  expect(claimsOf(idToken)).toMatchObject({
    iss: world.provider.issuer,
    aud: 'bench',
    name: 'Alice Example',
    email: 'alice@example.test',
  });
  const accessToken = await client.call('getAccessToken');
  expect(JSON.parse(local['logto:bench:accessToken'])['@'].token).toBe(accessToken);

  expect(world.provider.requests).toEqual([]);
});

test('nobody signed in: the getters say so', { tag: FURTHER }, async ({ page, world }) => {
  await page.goto(world.bench.address);
  const client = benchClient(page, world);

  expect(await client.call('isAuthenticated')).toBe(false);
  expect(await client.call('getIdToken')).toBeNull();
  expect(await client.call('getRefreshToken')).toBeNull();
  for (const method of ['getIdTokenClaims', 'getAccessToken', 'fetchUserInfo']) {
    expect(await client.failure(method), method).toMatchObject({
      classes: ['LogtoClientError'],
      isError: true,
      code: 'not_authenticated',
    });
  }
  expect(world.provider.requests).toEqual([]);
});

test('fetchUserInfo answers what the scopes allow, and what is new', async ({ page, world }) => {
  const client = await signIn(page, world, { config: { scopes: ['email', 'custom_data'] } });
  world.provider.updateUser('alice', { name: 'Alice Liddell' });

  const userInfo = await client.call('fetchUserInfo');

  expect(userInfo).toMatchObject({
    sub: (await client.call('getIdTokenClaims')).sub,
    name: 'Alice Liddell',
    email: 'alice@example.test',
    custom_data: { favouriteColour: 'teal' },
  });
});

test('without the scope there is no email address', { tag: FURTHER }, async ({ page, world }) => {
  const client = await signIn(page, world);

  expect(await client.call('fetchUserInfo')).not.toHaveProperty('email');
});

test('getAccessToken(resource) answers a token for that API, and keeps it', async ({ page, world }) => {
  const [resource] = RESOURCES;
  const client = await signIn(page, world, { config: withResources });
  world.provider.clearRequests();

  const token = await client.call('getAccessToken', resource);
  expect(claimsOf(token)).toMatchObject({
    iss: world.provider.issuer,
    aud: resource,
    client_id: 'bench',
    scope: 'read',
  });
  expect(await client.call('getAccessToken', resource)).toBe(token);

  expect(tokenRequests(world)).toEqual(['refresh_token']);
});

test('tokens for several APIs at once cost one refresh each, and the session survives', async ({ page, world }) => {
  await signIn(page, world, { config: withResources });
  world.provider.clearRequests();

  const config = { endpoint: world.provider.endpoint, appId: 'bench', ...withResources };
  const tokens = await page.evaluate(
    async ([settings, resources]) => {
      const { default: LogtoClient } = await import('/logto-wasm/index.js');
      const client = new LogtoClient(settings);
      return Promise.all([...resources, ...resources].map((each) => client.getAccessToken(each)));
    },
    [config, RESOURCES]
  );

  expect(tokens.map((token) => claimsOf(token).aud)).toEqual([...RESOURCES, ...RESOURCES]);
  expect(tokenRequests(world)).toEqual(RESOURCES.map(() => 'refresh_token'));

  // The refresh token that is left is the newest one: the provider takes it.
  const { local } = await storages(page);
  expect(await spend(world, 'bench', local['logto:bench:refreshToken'])).toMatchObject({
    status: 200,
  });
});

test('an expired access token is renewed', async ({ page, world }) => {
  const stopExpiring = expireAccessTokens(world);
  const client = await signIn(page, world);
  const { local } = await storages(page);
  stopExpiring();
  world.provider.clearRequests();

  const renewed = await client.call('getAccessToken');

  expect(renewed).not.toBe(JSON.parse(local['logto:bench:accessToken'])['@'].token);
  expect(await client.call('getAccessToken')).toBe(renewed);
  expect(tokenRequests(world)).toEqual(['refresh_token']);
  expect(await client.call('fetchUserInfo')).toMatchObject({ name: 'Alice Example' });
});

test('a token that is about to expire is renewed, and a new one is had for the asking', { tag: FURTHER }, async ({ page, world }) => {
  const client = await signIn(page, world);
  // Tokens last an hour here.
  const careful = benchClient(page, world, { leeway: 2 * 60 * 60 });
  const first = await client.call('getAccessToken');
  world.provider.clearRequests();

  const second = await careful.call('getAccessToken');
  expect(await client.call('getAccessToken')).toBe(second);
  const third = await client.call('getAccessToken', undefined, undefined, { forceRefresh: true });
  expect(await client.call('getAccessToken')).toBe(third);

  expect(new Set([first, second, third]).size).toBe(3);
  expect(tokenRequests(world)).toEqual(['refresh_token', 'refresh_token']);
});

test('a session lives through many renewals', { tag: FURTHER }, async ({ page, world }) => {
  expireAccessTokens(world);
  const client = await signIn(page, world);
  world.provider.clearRequests();

  const tokens = new Set();
  for (let time = 0; time < 5; time += 1) {
    tokens.add(await client.call('getAccessToken'));
  }

  expect(tokens.size).toBe(5);
  expect(tokenRequests(world)).toEqual(Array(5).fill('refresh_token'));
});

test('a session that the provider has ended is over, and says so → not_authenticated', async ({ page, world }) => {
  const client = await signIn(page, world, { config: withResources });
  // Somebody else spends the refresh token: the provider revokes everything when it comes again.
  await spend(world, 'bench', await client.call('getRefreshToken'));

  expect(await client.failure('getAccessToken', RESOURCES[0])).toMatchObject({
    classes: ['LogtoClientError'],
    code: 'not_authenticated',
  });
  expect(await client.call('isAuthenticated')).toBe(false);
  expect((await storages(page)).local).toEqual({});
});

test('a refresh that fails leaves the session alone', async ({ page, world }) => {
  const client = await signIn(page, world, { config: withResources });
  const before = await storages(page);
  const recover = world.provider.tamper('/oidc/token', () => ({ status: 503, body: 'Busy' }));

  expect(await client.failure('getAccessToken', RESOURCES[0])).toMatchObject({
    classes: ['LogtoRequestError'],
    code: 'http_error_503',
  });
  expect((await storages(page)).local).toEqual(before.local);
  expect(await client.call('isAuthenticated')).toBe(true);
  recover();
});

test('signing out at the bench leaves nothing of the app, and what is not of it', { tag: FURTHER }, async ({ page, world }) => {
  const client = await signIn(page, world);
  await page.evaluate(() => localStorage.setItem('theme', 'dark'));

  await client.leave('signOut', world.bench.address);
  await page.waitForURL(`${world.bench.address}/`);

  expect(await storages(page)).toEqual({ local: { theme: 'dark' }, session: {} });
});

test('signing out without an address ends on the page of the provider', { tag: FURTHER }, async ({ page, world }) => {
  const client = await signIn(page, world);

  await client.leave('signOut');

  await expect(page.getByRole('heading', { name: 'You are signed out' })).toBeVisible();
  await keepPicture(page, 'provider-signed-out');
  await page.goto(world.bench.address);
  expect(await client.call('isAuthenticated')).toBe(false);
});
