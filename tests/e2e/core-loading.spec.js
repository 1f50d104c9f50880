// When a page fetches the core, and what happens when it cannot.

import { storages } from './support/client.js';
import { expect, test } from './support/test.js';
import { benchClient, signIn } from './support/visitor.js';
import { FURTHER } from './support/volume.js';

const CORE = '/logto-wasm/core.js';
const SECOND = `${CORE}?retry`;
const DISCOVERY = '/oidc/.well-known/openid-configuration';

/** The addresses of the package's files that the page requests from now on. */
const followFiles = (page) => {
  const addresses = [];
  page.on('request', (request) => {
    const { pathname, search } = new URL(request.url());
    if (pathname.startsWith('/logto-wasm/')) addresses.push(`${pathname}${search}`);
  });

  return addresses;
};

/** Creates the page's client, as the script in the head of a site does. */
const createClient = (page, world, more = {}) =>
  page.evaluate(
    async (config) => {
      const { default: LogtoClient } = await import('/logto-wasm/index.js');
      window.logtoClient = new LogtoClient(config);
    },
    { endpoint: world.provider.endpoint, appId: world.bench.appId, ...more }
  );

/** Whatever the page had planned for its idle time has run by then. */
const idle = (page) =>
  page.evaluate(async () => {
    for (let time = 0; time < 3; time += 1) await new Promise((done) => requestIdleCallback(done));
  });

const core = (addresses) => addresses.filter((address) => address.startsWith(CORE));

test('signed out: reads fetch nothing, the first interaction fetches the core once', async ({ page, world }) => {
  const files = followFiles(page);
  await page.goto(world.bench.address);
  await createClient(page, world);

  expect(await page.evaluate(() => window.logtoClient.isAuthenticated())).toBe(false);
  expect(await page.evaluate(() => window.logtoClient.getIdToken())).toBe(null);
  expect(await page.evaluate(() => window.logtoClient.isSignInRedirected(location.href))).toBe(false);
  await idle(page);
  expect(files).toEqual(['/logto-wasm/index.js']);

  await page.mouse.click(5, 5);
  await page.keyboard.press('Shift');
  await expect.poll(() => core(files)).toEqual([CORE]);
  await idle(page);
  expect(core(files)).toEqual([CORE]);
  expect(world.provider.requests).toEqual([]);
});

test('signed out and saving data: an interaction fetches nothing, a call does', { tag: FURTHER }, async ({ page, world }) => {
  const files = followFiles(page);
  await page.addInitScript(() => {
    Object.defineProperty(navigator, 'connection', { value: { saveData: true } });
  });
  await page.goto(world.bench.address);
  await createClient(page, world);
  await page.mouse.click(5, 5);
  await idle(page);
  expect(core(files)).toEqual([]);

  await page.evaluate(() => window.logtoClient.preload());
  expect(core(files)).toEqual([CORE]);
});

test('on a page whose address looks like a callback, the core is fetched at once', async ({ page, world }) => {
  const files = followFiles(page);
  await page.goto(`${world.bench.address}?code=a&state=b`);
  await createClient(page, world);

  await expect.poll(() => core(files)).toEqual([CORE]);
  // The sign-in is not this browser's: the provider is not asked.
  expect(world.provider.requests).toEqual([]);
});

test.describe('signed in', () => {
  test('reads and a stored token fetch nothing; after a minute the core is fetched', async ({ page, world }) => {
    await signIn(page, world);
    await page.clock.install();
    await page.goto(world.bench.address);
    const files = followFiles(page);
    await createClient(page, world);

    const seen = await page.evaluate(async () => [
      await window.logtoClient.isAuthenticated(),
      (await window.logtoClient.getIdTokenClaims()).name,
      typeof (await window.logtoClient.getAccessToken()),
    ]);
    expect(seen).toEqual([true, 'Alice Example', 'string']);
    await page.mouse.click(5, 5);
    await page.clock.fastForward(59_000);
    expect(core(files)).toEqual([]);

    await page.clock.fastForward(2000);
    await page.clock.runFor(1000);
    await expect.poll(() => core(files)).toEqual([CORE]);
  });

  test.describe('with an access token of half a minute', () => {
    test.use({ providerSettings: { accessTokenSeconds: 30 } });

    test('the core is fetched before the token has to be renewed', async ({ page, world }) => {
      await signIn(page, world);
      await page.clock.install();
      await page.goto(world.bench.address);
      const files = followFiles(page);
      await createClient(page, world);

      await page.clock.fastForward(20_000);
      await page.clock.runFor(1000);
      await expect.poll(() => core(files)).toEqual([CORE]);

      // A deployment removes the file, and the token expires.
      await page.route(`**${CORE}*`, (route) => route.fulfill({ status: 404 }));
      await page.clock.fastForward(60_000);
      expect(typeof (await page.evaluate(() => window.logtoClient.getAccessToken()))).toBe('string');
    });
  });
});

test('a first click: the metadata is asked for while the core is on its way', async ({ page, world }) => {
  await page.goto(world.bench.address);
  await createClient(page, world);
  let release;
  const held = new Promise((done) => {
    release = done;
  });
  await page.route(`**${CORE}`, async (route) => {
    await held;
    await route.continue();
  });

  const discovery = page.waitForRequest(`**${DISCOVERY}`);
  const leaving = page.waitForURL((url) => url.origin === world.provider.endpoint);
  const clicked = page.evaluate((uri) => void window.logtoClient.signIn(uri), world.bench.callback);
  await discovery;
  release();
  await Promise.all([clicked, leaving]);

  const asked = world.provider.requests.filter(({ path }) => path === DISCOVERY);
  expect(asked).toHaveLength(1);
});

test('a core that cannot be fetched is a clear error; the session stays → core_unavailable', async ({ page, world }) => {
  await signIn(page, world);
  const before = await storages(page);
  await page.route(`**${CORE}*`, (route) => route.fulfill({ status: 503 }));
  await page.goto(world.bench.address);
  const files = followFiles(page);
  const client = benchClient(page, world);

  const failure = await client.failure('getAccessToken', undefined, undefined, { forceRefresh: true });
  expect(failure).toMatchObject({ classes: ['LogtoError'], code: 'core_unavailable' });
  expect(core(files)).toEqual([CORE, SECOND]);
  expect((await storages(page)).local).toEqual(before.local);
  expect(await client.call('isAuthenticated')).toBe(true);

  await page.unroute(`**${CORE}*`);
  expect(typeof (await client.call('getAccessToken', undefined, undefined, { forceRefresh: true }))).toBe('string');
});

test('a core that fails once is fetched from its second address', async ({ page, world }) => {
  await page.route(`**${CORE}`, (route) => route.fulfill({ status: 503 }), { times: 1 });
  const files = followFiles(page);
  await page.goto(world.bench.address);

  await benchClient(page, world).call('preload');
  expect(core(files)).toEqual([CORE, SECOND]);
  const asked = world.provider.requests.filter(({ path }) => path === DISCOVERY);
  expect(asked).toHaveLength(1);
});

test('the core of another release is refused → core_mismatched', async ({ page, world }) => {
  await page.route(`**${CORE}*`, (route) =>
    route.fulfill({ contentType: 'text/javascript', body: 'export const INTERFACE = 0;' })
  );
  await page.goto(world.bench.address);

  expect(await benchClient(page, world).failure('getOidcConfig')).toMatchObject({
    classes: ['LogtoError'],
    code: 'core_mismatched',
  });
});

test('two copies of the entry file share one core, each with its own error classes', async ({ page, world }) => {
  const files = followFiles(page);
  await page.goto(world.bench.address);

  const seen = await page.evaluate(async (config) => {
    const copies = await Promise.all([import('/logto-wasm/index.js'), import('/logto-wasm/index.js?other')]);
    const errors = await Promise.all(
      copies.map(({ default: LogtoClient }) => new LogtoClient(config).handleSignInCallback(location.href).catch((error) => error))
    );

    return errors.map((error, index) => [
      error.code,
      error instanceof copies[index].LogtoClientError,
      error instanceof copies[1 - index].LogtoClientError,
    ]);
  }, { endpoint: world.provider.endpoint, appId: world.bench.appId });

  expect(seen).toEqual(Array(2).fill(['sign_in_session.not_found', true, false]));
  expect(core(files)).toEqual([CORE]);
});

test('clearAllTokens removes the tokens before it returns, also offline', async ({ context, page, world }) => {
  await signIn(page, world);
  await page.goto(world.bench.address);
  await createClient(page, world);
  await context.setOffline(true);

  const seen = await page.evaluate(async () => {
    const cleared = window.logtoClient.clearAllTokens();
    const left = Object.keys(localStorage);
    const { isAuthenticated } = window.logtoClient.getSnapshot();

    return [left, isAuthenticated, await cleared];
  });

  expect(seen).toEqual([[], false, undefined]);
  await context.setOffline(false);
  await page.reload();
  expect(await benchClient(page, world).call('isAuthenticated')).toBe(false);
});

test('the stale core of an HTTP cache is told apart → core_mismatched', { tag: FURTHER }, async ({ page, world }) => {
  // As the cache of a CDN that ignores queries: both addresses have the file of another release.
  await page.route(`**${CORE}*`, (route) =>
    route.fulfill({
      contentType: 'text/javascript',
      headers: { 'cache-control': 'max-age=31536000, immutable' },
      body: 'export const INTERFACE = 0;',
    })
  );
  await page.goto(world.bench.address);
  const client = benchClient(page, world);

  expect(await client.failure('getOidcConfig')).toMatchObject({ code: 'core_mismatched' });
  expect(await client.call('isAuthenticated')).toBe(false);
});
