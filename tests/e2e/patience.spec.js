// What may take for ever does not: by a clock that the test moves on.

import { storages } from './support/client.js';
import { expect, test } from './support/test.js';
import { signIn } from './support/visitor.js';

/** Asks for a new token in the page, and waits for nothing: what became of it is in `outcome`. */
const renew = (page, world) =>
  page.evaluate(async (config) => {
    const { default: LogtoClient } = await import('/logto-wasm/index.js');
    globalThis.outcome = undefined;
    new LogtoClient(config).getAccessToken(undefined, undefined, { forceRefresh: true }).then(
      () => (globalThis.outcome = 'a token'),
      ({ code }) => (globalThis.outcome = code)
    );
  }, { endpoint: world.provider.endpoint, appId: world.bench.appId });

const outcome = (page) => page.evaluate(() => globalThis.outcome);

/** Signs in, and stops the page's clock. */
const signInAndStop = async (page, world) => {
  const client = await signIn(page, world);
  await page.clock.install();
  await page.reload();
  // Further ahead than a machine can be late.
  await page.clock.pauseAt(Date.now() + 60_000);

  return client;
};

test('an answer that does not come is waited for 20 seconds, and loses nothing', async ({ page, world }) => {
  const client = await signInAndStop(page, world);
  const before = await storages(page);
  await page.route('**/oidc/token', () => {});

  const asked = page.waitForRequest('**/oidc/token');
  await renew(page, world);
  await asked;
  await page.clock.runFor(19_000);
  expect(await outcome(page)).toBe(undefined);
  await page.clock.runFor(1001);
  await expect.poll(() => outcome(page)).toBe('network_error');
  expect((await storages(page)).local).toEqual(before.local);
  expect(await client.call('isAuthenticated')).toBe(true);

  await page.unroute('**/oidc/token');
  await renew(page, world);
  await expect.poll(() => outcome(page)).toBe('a token');
});

test('another tab that holds the lock is waited for 60 seconds → renewal_timed_out', async ({ context, page, world }) => {
  const client = await signInAndStop(page, world);
  const other = await context.newPage();
  await other.goto(world.bench.address);
  await other.evaluate(
    () =>
      new Promise((held) => {
        navigator.locks.request('logto:bench:refresh', () => new Promise((release) => held(Object.assign(globalThis, { release }))));
      }).then(() => {})
  );

  await renew(page, world);
  const isWaiting = () =>
    other.evaluate(async () => (await navigator.locks.query()).pending.some(({ name }) => name === 'logto:bench:refresh'));
  await expect.poll(isWaiting).toBe(true);
  await page.clock.runFor(59_000);
  expect(await outcome(page)).toBe(undefined);
  await page.clock.runFor(1001);
  await expect.poll(() => outcome(page)).toBe('renewal_timed_out');
  expect(await client.call('isAuthenticated')).toBe(true);

  await other.evaluate(() => globalThis.release());
  await renew(page, world);
  await expect.poll(() => outcome(page)).toBe('a token');
});

test('a page that is left has its request for tokens sent', async ({ page, world }) => {
  await signIn(page, world);
  await page.addInitScript(() => {
    const { fetch } = globalThis;
    globalThis.asked = [];
    globalThis.fetch = (url, init) => {
      globalThis.asked.push([new URL(url).pathname, init?.keepalive ?? false]);
      return fetch(url, init);
    };
  });
  await page.reload();
  await renew(page, world);
  await expect.poll(() => outcome(page)).toBe('a token');
  const asked = await page.evaluate(() => globalThis.asked);
  expect(asked.filter(([path]) => path === '/oidc/token')).toEqual([['/oidc/token', true]]);
});
