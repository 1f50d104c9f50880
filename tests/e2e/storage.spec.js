// Browsers that store nothing, or not all of it; and where a site wants the tokens to be.

import { storages, tokensOf } from './support/client.js';
import { expect, test } from './support/test.js';
import { goToCallback } from './support/visitor.js';
import { RESOURCES } from './support/world.js';
import { FURTHER, sampled } from './support/volume.js';

/** The warnings in the console from now on. */
const warnings = (page) => {
  const texts = [];
  page.on('console', (message) => {
    if (message.type() === 'warning') texts.push(message.text());
  });

  return texts;
};

/** `localStorage` throws wherever it is looked at, as where a visitor blocks cookies. */
const block = (page) =>
  page.addInitScript(() => {
    Object.defineProperty(window, 'localStorage', {
      get() {
        throw new DOMException('Access is denied for this document.', 'SecurityError');
      },
    });
  });

/** From now on it takes nothing more. */
const fill = (page) =>
  page.evaluate(() => {
    for (let size = 2 ** 22; size >= 1; size /= 2) {
      try {
        for (let count = 0; ; count += 1) localStorage.setItem(`full ${size} ${count}`, 'x'.repeat(size));
      } catch {
        // Smaller ones may still fit.
      }
    }
  });

/** Handles the callback and goes on with the same client, as long as the page lives. */
const useInPage = (page, world, config) =>
  page.evaluate(async (config) => {
    const { default: LogtoClient } = await import('/logto-wasm/index.js');
    const client = new LogtoClient(config);
    await client.handleSignInCallback(location.href);
    const first = await client.getAccessToken();
    const renewed = await client.getAccessToken(undefined, undefined, { forceRefresh: true });
    // Another client of the page is the same session.
    const other = new LogtoClient(config);
    globalThis.client = client;

    return {
      isRenewed: first !== renewed,
      isShared: (await other.getAccessToken()) === renewed,
      isAuthenticated: await other.isAuthenticated(),
      isShown: (await client.adapter.storage.getItem('idToken')) === (await client.getIdToken()),
      snapshot: other.getSnapshot().isAuthenticated,
    };
  }, { endpoint: world.provider.endpoint, appId: world.bench.appId, ...config });

const WORKS = { isRenewed: true, isShared: true, isAuthenticated: true, isShown: true, snapshot: true };

test('blocked storage: the session lasts as long as the page, which says so once', async ({ page, world }) => {
  await block(page);
  const said = warnings(page);
  await goToCallback(page, world);

  expect(await useInPage(page, world)).toEqual(WORKS);
  expect(said).toHaveLength(1);
  expect(said[0]).toContain('Logto');

  await page.reload();
  expect(
    await page.evaluate(async (config) => {
      const { default: LogtoClient } = await import('/logto-wasm/index.js');
      return new LogtoClient(config).isAuthenticated();
    }, { endpoint: world.provider.endpoint, appId: world.bench.appId })
  ).toBe(false);
});

test('full storage: what is stored stays as it was, and the page goes on', async ({ page, world }) => {
  const said = warnings(page);
  const client = await goToCallback(page, world, { config: { resources: RESOURCES } });
  await client.call('handleSignInCallback', page.url());
  await fill(page);
  const before = await storages(page);

  expect(
    await page.evaluate(async (config) => {
      const { default: LogtoClient } = await import('/logto-wasm/index.js');
      const client = new LogtoClient(config);
      const tokens = [];
      // The new refresh token fits, being as long as the old one; a further access token does not.
      for (const resource of config.resources) {
        tokens.push(await client.getAccessToken(resource));
      }
      for (const resource of config.resources) {
        tokens.push(await client.getAccessToken(resource));
      }
      return new Set(tokens).size;
    }, { endpoint: world.provider.endpoint, appId: world.bench.appId, resources: RESOURCES })
  ).toBe(RESOURCES.length);
  expect(await storages(page)).toEqual(before);
  expect(said).toHaveLength(1);
});

test('a full storage cannot keep a sign-in: it says so before the visitor leaves → storage_unavailable', async ({ page, world }) => {
  await page.goto(world.bench.address);
  await page.addInitScript(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException('The quota has been exceeded.', 'QuotaExceededError');
    };
  });
  await page.reload();
  const error = await page.evaluate(async (config) => {
    const { default: LogtoClient } = await import('/logto-wasm/index.js');
    return new LogtoClient(config.client).signIn(config.callback).catch(({ code }) => code);
  }, { client: { endpoint: world.provider.endpoint, appId: world.bench.appId }, callback: world.bench.callback });
  expect(error).toBe('storage_unavailable');
});

const PLACES = [
  ['memory', false, false],
  ['sessionStorage', false, true],
  ['localStorage', true, false],
];

for (const [[cacheLocation, isLocal, isSession], details] of sampled(PLACES)) {
  test(`tokens are in ${cacheLocation} where a site wants that`, details, async ({ page, world }) => {
    const said = warnings(page);
    await goToCallback(page, world, { config: { cacheLocation } });
    expect(await useInPage(page, world, { cacheLocation })).toEqual(WORKS);

    const { local, session } = await storages(page);
    expect(Object.keys(local).includes('logto:bench:refreshToken')).toBe(isLocal);
    expect(Object.keys(session).includes('logto:bench:refreshToken')).toBe(isSession);
    expect(said).toEqual([]);

    await page.evaluate(() => globalThis.client.clearAllTokens());
    expect(await page.evaluate(() => globalThis.client.isAuthenticated())).toBe(false);
    expect(tokensOf(await storages(page))).toEqual({});
  });
}

test('another place is refused by name', async ({ page, world }) => {
  await page.goto(world.bench.address);
  const error = await page.evaluate(async () => {
    const { default: LogtoClient } = await import('/logto-wasm/index.js');
    try {
      return new LogtoClient({ endpoint: 'https://id.example', appId: 'app', cacheLocation: 'cookie' });
    } catch ({ code, message, data }) {
      return { code, message, data };
    }
  });
  expect(error).toMatchObject({ code: 'config.invalid', data: { field: 'cacheLocation' } });
});

test('without a database tabs still sign in and renew', { tag: FURTHER }, async ({ page, world }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, 'indexedDB', { value: undefined });
  });
  await goToCallback(page, world);
  expect(await useInPage(page, world)).toEqual(WORKS);
});

test('a database that never opens holds nobody up', { tag: FURTHER }, async ({ page, world }) => {
  await page.addInitScript(() => {
    IDBFactory.prototype.open = () => ({});
  });
  await goToCallback(page, world);
  expect(await useInPage(page, world)).toEqual(WORKS);
});

test('values that cannot be read count as absent', async ({ page, world }) => {
  await page.goto(world.bench.address);
  await page.evaluate(() => {
    for (const name of ['idToken', 'refreshToken', 'accessToken', 'clockOffset', 'signInSessions']) {
      localStorage.setItem(`logto:bench:${name}`, '{"broken');
    }
    for (const key of ['logto:bench:appState', 'logto_cache:bench:jwks', 'logto_cache:bench:openidConfiguration']) {
      sessionStorage.setItem(key, '{"broken');
    }
  });
  await goToCallback(page, world);
  expect(await useInPage(page, world)).toEqual(WORKS);
  expect(await page.evaluate(() => globalThis.client.getAppState())).toBe(undefined);
});
