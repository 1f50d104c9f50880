// An environment that does things its own way: what a client of it sends, makes up, keeps and leaves
// for goes through its adapter. Its storage is in adapter-storage.spec.js.

import { createHash } from 'node:crypto';

import { storages } from './support/client.js';
import { goToOwnCallback, inPage, passProvider } from './support/in-page.js';
import { OURS, THEIRS } from './support/package.js';
import { expect, test } from './support/test.js';
import { RESOURCES } from './support/world.js';
import { FURTHER, sampled } from './support/volume.js';

const SDKS = [
  ['ours', OURS],
  ['@logto/browser', THEIRS],
];

for (const [[name, file], details] of sampled(SDKS)) {
  test(`navigate is told what it is for, as ${name} does it`, details, async ({ page, world }) => {
    const { callback, address } = world.bench;
    const { issuer } = world.provider;
    const arrived = `${address}/arrived`;
    const begun = await goToOwnCallback(page, world, { file, options: { postRedirectUri: arrived } });
    expect(begun.navigations).toEqual([
      {
        url: expect.stringContaining(`${issuer}/auth?`),
        parameters: { redirectUri: callback, for: 'sign-in' },
      },
    ]);

    const navigations = await inPage(
      page,
      world,
      async ({ own, address }) => {
        const { client, asked } = own();
        await client.handleSignInCallback(location.href);
        await client.signOut(address);
        await client.signOut();
        return asked.navigations;
      },
      undefined,
      { file }
    );

    const end = expect.stringContaining(`${issuer}/session/end?`);
    expect(navigations).toEqual([
      { url: arrived, parameters: { for: 'post-sign-in' } },
      { url: end, parameters: { redirectUri: address, for: 'sign-out' } },
      { url: end, parameters: { for: 'sign-out' } },
    ]);
  });

  test(`parts of an adapter have it for their this, as ${name} does it`, details, async ({ page, world }) => {
    await page.goto(world.bench.address);

    const items = await inPage(
      page,
      world,
      async ({ own, callback, session }) => {
        const { client } = own({
          async navigate() {
            await this.storage.setItem('navigated', 'yes');
          },
          async generateState() {
            await this.storage.setItem('generated', 'yes');
            return 'own-state';
          },
        });
        await client.signIn(callback);
        return session.items();
      },
      undefined,
      { file }
    );

    expect(items).toMatchObject({ navigated: 'yes', generated: 'yes' });
  });
}

test('the requester sends every request, and the browser none by itself', async ({ page, world }) => {
  const { provider, bench } = world;
  const config = { scopes: ['read'], resources: RESOURCES };
  const { requests: beforeCallback } = await goToOwnCallback(page, world, { config });

  const afterCallback = await inPage(
    page,
    world,
    async ({ own }, resource) => {
      const { client, asked } = own();
      await client.handleSignInCallback(location.href);
      await client.getAccessToken(resource);
      await client.fetchUserInfo();
      await client.signOut();
      return asked.requests;
    },
    RESOURCES[0],
    { config }
  );

  const form = expect.objectContaining({ 'Content-Type': 'application/x-www-form-urlencoded' });
  const discovery = { method: 'GET', path: '/oidc/.well-known/openid-configuration' };
  const token = { method: 'POST', path: '/oidc/token', headers: form };
  expect(beforeCallback).toMatchObject([discovery]);
  expect(afterCallback).toMatchObject([
    discovery,
    { method: 'GET', path: '/oidc/jwks' },
    { ...token, body: expect.stringContaining('grant_type=authorization_code') },
    { ...token, body: expect.stringContaining('grant_type=refresh_token') },
    {
      method: 'GET',
      path: '/oidc/me',
      headers: expect.objectContaining({ Authorization: expect.stringMatching(/^Bearer ./) }),
    },
    { method: 'POST', path: '/oidc/token/revocation', headers: form },
  ]);

  // A browser names the origin of whatever a script sends, and of preflights.
  const arrived = provider.requests
    .filter(({ method, origin }) => method !== 'OPTIONS' && origin === bench.address)
    .map(({ method, path }) => `${method} ${path}`);
  const sent = [...beforeCallback, ...afterCallback].map(({ method, path }) => `${method} ${path}`);
  expect(arrived.sort()).toEqual(sent.sort());
});

const VERIFIER = 'the-verifier-of-this-environment-is-as-long-as-pkce-asks-for';

for (const [[when, isLater], details] of sampled([['later', true], ['at once', false]])) {
  test(`generators that answer ${when} make the values of a sign-in`, details, async ({ page, world }) => {
    const values = {
      state: "this environment's state",
      verifier: VERIFIER,
      challenge: createHash('sha256').update(VERIFIER).digest('base64url'),
    };
    await page.goto(world.bench.address);

    const { url, stored, challenged } = await inPage(
      page,
      world,
      async ({ own, callback, session }, { values, isLater }) => {
        const { state, verifier, challenge } = values;
        const answer = (value) => (isLater ? session.getItem('').then(() => value) : value);
        const challenged = [];
        const { client, asked } = own({
          generateState: () => answer(state),
          generateCodeVerifier: () => answer(verifier),
          generateCodeChallenge(given) {
            challenged.push(given);
            return answer(challenge);
          },
        });
        await client.signIn(callback);
        const [{ url }] = asked.navigations;
        return { url, stored: await client.getSignInSession(), challenged };
      },
      { values, isLater }
    );

    const { searchParams: request } = new URL(url);
    expect(request.get('state')).toBe(values.state);
    expect(challenged).toEqual([VERIFIER]);
    expect(request.get('code_challenge')).toBe(values.challenge);
    expect(request.get('code_challenge_method')).toBe('S256');
    expect(stored).toMatchObject({ state: values.state, codeVerifier: VERIFIER });

    // The provider checks that the one was made of the other.
    await passProvider(page, world, url);
    expect(
      await inPage(page, world, async ({ own }) => {
        const { client } = own();
        await client.handleSignInCallback(location.href);
        return client.isAuthenticated();
      })
    ).toBe(true);
  });
}

test('a cache keeps what the provider publishes, for the clients that come later', { tag: FURTHER }, async ({ page, world }) => {
  const withCache = async ({ own, callback, IndexedDbStorage }) => {
    const cache = new IndexedDbStorage('cache');
    const { client, asked } = own({ unstable_cache: cache });
    if (location.href.startsWith(callback)) {
      await client.handleSignInCallback(location.href);
    } else {
      await client.signIn(callback);
    }
    return { asked, items: await cache.items() };
  };
  await page.goto(world.bench.address);
  const begun = await inPage(page, world, withCache);
  expect(Object.keys(begun.items)).toEqual(['openidConfiguration']);
  expect(JSON.parse(begun.items.openidConfiguration)).toMatchObject({ issuer: world.provider.issuer });

  await passProvider(page, world, begun.asked.navigations[0].url);
  const completed = await inPage(page, world, withCache);
  // The two requests go out at once; the cache, which is asynchronous, is asked before one of them.
  expect(completed.asked.requests.map(({ path }) => path).sort()).toEqual(['/oidc/jwks', '/oidc/token']);
  expect(JSON.parse(completed.items.jwks).keys).toEqual([world.provider.keys.publicJwk]);
  expect(await storages(page)).toEqual({ local: {}, session: {} });

  const later = await inPage(page, world, async ({ own, IndexedDbStorage, session }) => {
    const { client, asked } = own({ unstable_cache: new IndexedDbStorage('cache') });
    await client.jwtVerifier.verifyIdToken(await session.getItem('idToken'));
    return asked.requests;
  });
  expect(later).toEqual([]);
});

test('a cache that fails is done without', { tag: FURTHER }, async ({ page, world }) => {
  await page.goto(world.bench.address);

  const asked = await inPage(page, world, async ({ own, callback }) => {
    const fail = async () => {
      throw new Error('no cache today');
    };
    const { client, asked } = own({
      unstable_cache: { getItem: fail, setItem: fail, removeItem: fail },
    });
    await client.signIn(callback);
    return asked;
  });

  expect(asked.navigations).toHaveLength(1);
});

test('parts that are replaced later are used from then on', { tag: FURTHER }, async ({ page, world }) => {
  await page.goto(world.bench.address);
  const begun = await inPage(page, world, async ({ own, callback, session, IndexedDbStorage }) => {
    const { client, asked } = own();
    const other = own({
      storage: new IndexedDbStorage('other'),
      unstable_cache: new IndexedDbStorage('cache'),
    });
    // Known of the provider already: the other cache has nothing of it yet.
    await client.getOidcConfig();
    asked.requests.length = 0;
    Object.assign(client.adapter, other.client.adapter);
    await client.signIn(callback);
    return {
      before: asked,
      after: other.asked,
      stored: await session.items(),
      storedInOther: Object.keys(await client.adapter.storage.items()),
    };
  });
  expect(begun).toMatchObject({
    before: { requests: [], navigations: [], generated: [] },
    after: { generated: ['generateCodeVerifier', 'generateCodeChallenge', 'generateState'] },
    stored: {},
    storedInOther: ['signInSession'],
  });

  await passProvider(page, world, begun.after.navigations[0].url);
  const completed = await inPage(page, world, async ({ own, session, IndexedDbStorage }) => {
    const cache = new IndexedDbStorage('cache');
    const { client, asked } = own();
    const other = own();
    client.adapter.storage = new IndexedDbStorage('other');
    client.adapter.requester = other.client.adapter.requester;
    client.adapter.unstable_cache = cache;
    await client.handleSignInCallback(location.href);
    client.adapter.storage = session;
    return {
      before: asked.requests,
      after: other.asked.requests.map(({ path }) => path).sort(),
      cached: Object.keys(await cache.items()),
      isAuthenticated: await client.isAuthenticated(),
    };
  });
  expect(completed).toEqual({
    before: [],
    after: ['/oidc/.well-known/openid-configuration', '/oidc/jwks', '/oidc/token'],
    cached: ['jwks', 'openidConfiguration'],
    isAuthenticated: false,
  });
});
