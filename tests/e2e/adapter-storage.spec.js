// A storage of the site's own: whatever a client keeps is there, and nowhere else.

import { storages } from './support/client.js';
import { goToOwnCallback, inPage, ownItems, passProvider, signInOnOwn } from './support/in-page.js';
import { expect, test } from './support/test.js';
import { RESOURCES, spend, tokenRequests } from './support/world.js';
import { FURTHER } from './support/volume.js';

// Like a provider that has no patience with a refresh token that is sent twice.
test.use({ providerSettings: { refreshReuseSeconds: 0 } });

const config = { scopes: ['read'], resources: RESOURCES };

const NOTHING = { local: {}, session: {} };

const TOKENS = ['accessToken', 'idToken', 'refreshToken'];

test("a whole session is in an asynchronous storage, and nothing of it in the browser's", async ({ page, world }) => {
  await goToOwnCallback(page, world, { config });
  expect(Object.keys(await ownItems(page, world))).toEqual(['signInSession']);
  expect(await storages(page)).toEqual(NOTHING);

  const answers = await inPage(
    page,
    world,
    async ({ own }, resource) => {
      const { client } = own();
      const isRedirected = await client.isSignInRedirected(location.href);
      await client.handleSignInCallback(location.href);
      return {
        isRedirected,
        isAuthenticated: await client.isAuthenticated(),
        idToken: await client.getIdToken(),
        refreshToken: await client.getRefreshToken(),
        claims: await client.getIdTokenClaims(),
        accessToken: await client.getAccessToken(),
        apiToken: await client.getAccessToken(resource),
        userInfo: await client.fetchUserInfo(),
        newRefreshToken: await client.getRefreshToken(),
      };
    },
    RESOURCES[0],
    { config }
  );

  expect(answers).toMatchObject({
    isRedirected: true,
    isAuthenticated: true,
    claims: { name: 'Alice Example' },
    userInfo: { name: 'Alice Example' },
  });
  const items = await ownItems(page, world);
  expect(Object.keys(items)).toEqual(TOKENS);
  expect(items.refreshToken).toBe(answers.newRefreshToken);
  expect(answers.newRefreshToken).not.toBe(answers.refreshToken);
  const accessTokens = JSON.parse(items.accessToken);
  expect(Object.values(accessTokens).map(({ token }) => token).sort()).toEqual(
    [answers.accessToken, answers.apiToken].sort()
  );
  expect(await storages(page)).toEqual(NOTHING);

  const [{ url }] = await inPage(page, world, async ({ own, address }) => {
    const { client, asked } = own();
    await client.signOut(address);
    return asked.navigations;
  });
  expect(await ownItems(page, world)).toEqual({});
  await page.goto(url);
  await page.waitForURL(`${world.bench.address}/`);
  expect(await storages(page)).toEqual(NOTHING);
});

test('a storage may answer at once, as those of the browser do', { tag: FURTHER }, async ({ page, world }) => {
  const run = (work) => inPage(page, world, work);
  await page.goto(world.bench.address);
  const url = await run(async ({ own, callback }) => {
    const { client, asked } = own({ storage: sessionStorage });
    await client.signIn(callback);
    return asked.navigations[0].url;
  });
  await passProvider(page, world, url);

  const stored = await run(async ({ own }) => {
    const { client } = own({ storage: sessionStorage });
    await client.handleSignInCallback(location.href);
    return client.getIdToken();
  });

  // By the names that the SDK calls them by: a prefix is the storage's business.
  const { local, session } = await storages(page);
  expect(local).toEqual({});
  expect(Object.keys(session).sort()).toEqual(TOKENS);
  expect(session.idToken).toBe(stored);
});

test('tokens for several APIs at once cost one refresh each, however slow the storage', { tag: FURTHER }, async ({ page, world }) => {
  await signInOnOwn(page, world, { config });
  world.provider.clearRequests();

  const [tokens, refreshToken] = await inPage(
    page,
    world,
    async ({ own }, resources) => {
      const { client } = own();
      const calls = [...resources, ...resources].map((each) => client.getAccessToken(each));
      return [await Promise.all(calls), await client.getRefreshToken()];
    },
    RESOURCES,
    { config }
  );

  expect(new Set(tokens).size).toBe(RESOURCES.length);
  expect(tokens.slice(RESOURCES.length)).toEqual(tokens.slice(0, RESOURCES.length));
  expect(tokenRequests(world)).toEqual(RESOURCES.map(() => 'refresh_token'));
  expect(await spend(world, 'bench', refreshToken)).toMatchObject({ status: 200 });
});

test('two clients with storages of their own share no session, and no callback', { tag: FURTHER }, async ({ page, world }) => {
  await goToOwnCallback(page, world);
  world.provider.clearRequests();

  const outcomes = await inPage(page, world, async ({ own, sdk, config, IndexedDbStorage }) => {
    const { client } = own();
    const stranger = own({ storage: new IndexedDbStorage('stranger') }).client;
    const ofTheBrowser = new sdk.default(config);
    const clients = [stranger, client, ofTheBrowser];
    const handled = await Promise.allSettled(
      clients.map((each) => each.handleSignInCallback(location.href))
    );
    return {
      handled: handled.map(({ status, reason }) => reason?.code ?? status),
      isAuthenticated: await Promise.all(clients.map((each) => each.isAuthenticated())),
      unsigned: await Promise.all([stranger, ofTheBrowser].map((each) => each.getRefreshToken())),
    };
  });

  expect(outcomes).toEqual({
    handled: ['sign_in_session.not_found', 'fulfilled', 'sign_in_session.not_found'],
    isAuthenticated: [false, true, false],
    unsigned: [null, null],
  });
  expect(tokenRequests(world)).toEqual(['authorization_code']);
});

test('two clients with one storage share both', { tag: FURTHER }, async ({ page, world }) => {
  await goToOwnCallback(page, world);
  world.provider.clearRequests();

  const tokens = await inPage(page, world, async ({ own, session }) => {
    const clients = [own({ storage: session }).client, own({ storage: session }).client];
    await Promise.all(clients.map((each) => each.handleSignInCallback(location.href)));
    return Promise.all(clients.map((each) => each.getAccessToken()));
  });

  expect(tokens[0]).toBe(tokens[1]);
  expect(tokenRequests(world)).toEqual(['authorization_code']);
});
