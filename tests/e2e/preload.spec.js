// What the provider publishes is fetched when a visitor seems about to sign in, not when a page is opened.

import { expect, test } from './support/test.js';
import { benchClient, enterPassword, goToCallback } from './support/visitor.js';

const DISCOVERY = '/oidc/.well-known/openid-configuration';
const JWKS = '/oidc/jwks';

/** What was asked of what the provider publishes. */
const published = (world) =>
  world.provider.requests.map(({ path }) => path).filter((path) => [DISCOVERY, JWKS].includes(path));

const configOf = (world) => ({ endpoint: world.provider.endpoint, appId: world.bench.appId });

test('a page that is opened by nobody in particular sends nothing', async ({ page, world }) => {
  await page.goto(world.bench.address);

  const answers = await page.evaluate(async (config) => {
    const { default: LogtoClient } = await import('/logto-wasm/index.js');
    const client = new LogtoClient(config);
    client.subscribe(() => {})();
    return {
      snapshot: client.getSnapshot().isAuthenticated,
      isAuthenticated: await client.isAuthenticated(),
      isRedirected: await client.isSignInRedirected(location.href),
    };
  }, configOf(world));

  expect(answers).toEqual({ snapshot: false, isAuthenticated: false, isRedirected: false });
  expect(world.provider.requests).toEqual([]);
});

test('after a preload the sign-in leaves at once, and the callback asks for tokens alone', async ({ page, world }) => {
  await page.goto(world.bench.address);

  const preloaded = await page.evaluate(async (config) => {
    const { default: LogtoClient } = await import('/logto-wasm/index.js');
    globalThis.client = new LogtoClient(config);
    return Promise.all([1, 2, 3].map(() => globalThis.client.preload()));
  }, configOf(world));
  expect(preloaded).toEqual([undefined, undefined, undefined]);
  expect(published(world)).toEqual([DISCOVERY, JWKS]);

  await page.evaluate((callback) => {
    setTimeout(() => globalThis.client.signIn(callback));
  }, world.bench.callback);
  await enterPassword(page);
  await page.waitForURL((url) => url.href.startsWith(`${world.bench.callback}?`));
  const client = benchClient(page, world);
  await client.call('handleSignInCallback', page.url());

  expect(await client.call('isAuthenticated')).toBe(true);
  expect(published(world)).toEqual([DISCOVERY, JWKS]);
});

test('a sign-in fetches what it needs, and its callback the rest beside the tokens', async ({ page, world }) => {
  await goToCallback(page, world);
  expect(published(world)).toEqual([DISCOVERY]);
  // Neither waits for the other.
  let release;
  const released = new Promise((resolve) => (release = resolve));
  const held = (route) => released.then(() => route.continue());
  await page.route(`**${JWKS}`, held);
  await page.route('**/oidc/token', held);
  const both = [JWKS, '/oidc/token'].map((path) => page.waitForRequest(`**${path}`));

  const handled = benchClient(page, world).call('handleSignInCallback', page.url());
  await Promise.all(both);
  release();
  await handled;

  expect(published(world)).toEqual([DISCOVERY, JWKS]);
});

test('a provider that cannot be reached is no error of a preload, but of the sign-in', async ({ page, world }) => {
  await page.goto(world.bench.address);
  await page.route('**/oidc/**', (route) => route.abort());
  const client = benchClient(page, world);

  expect(await client.call('preload')).toBe(undefined);
  expect(await client.failure('signIn', world.bench.callback)).toMatchObject({ code: 'network_error' });

  await page.unroute('**/oidc/**');
  expect(await client.call('preload')).toBe(undefined);
  expect(published(world)).toEqual([DISCOVERY, JWKS]);
});
