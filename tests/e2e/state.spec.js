// The session as a page shows it: getSnapshot, and word of every change in this tab and in others.

import { expect, test } from './support/test.js';
import { benchClient, goToCallback, signIn } from './support/visitor.js';
import { FURTHER } from './support/volume.js';

/** Subscribes in the page; what was told is in `told`. */
const subscribe = (page, world) =>
  page.evaluate(async (config) => {
    const { default: LogtoClient } = await import('/logto-wasm/index.js');
    const client = new LogtoClient(config);
    const { subscribe, getSnapshot } = client;
    const told = [];
    const unsubscribe = subscribe(() => told.push(getSnapshot()));
    Object.assign(globalThis, { client, told, unsubscribe, getSnapshot });
  }, { endpoint: world.provider.endpoint, appId: world.bench.appId });

const told = (page) =>
  page.evaluate(() => globalThis.told.map(({ isAuthenticated, claims }) => [isAuthenticated, claims?.name]));

const snapshot = (page) =>
  page.evaluate(() => {
    const first = globalThis.getSnapshot();
    return { ...first, isStable: first === globalThis.getSnapshot(), isFrozen: Object.isFrozen(first) };
  });

const inStep = { isStable: true, isFrozen: true };
const NOBODY = { isAuthenticated: false, claims: undefined, ...inStep };
const ALICE = { isAuthenticated: true, claims: expect.objectContaining({ name: 'Alice Example' }), ...inStep };

test('a page is told of its own sign-in and sign-out, once each', async ({ page, world }) => {
  await goToCallback(page, world);
  await subscribe(page, world);
  expect(await snapshot(page)).toEqual(NOBODY);

  await page.evaluate(async () => {
    await Promise.all([
      globalThis.client.handleSignInCallback(location.href),
      globalThis.client.handleSignInCallback(location.href),
    ]);
    await globalThis.client.isAuthenticated();
    await globalThis.client.getAccessToken();
  });
  expect(await told(page)).toEqual([[true, 'Alice Example']]);
  expect(await snapshot(page)).toEqual(ALICE);

  // A renewal brings another ID token of the same user: new claims, told once.
  await page.evaluate(() => globalThis.client.getAccessToken(undefined, undefined, { forceRefresh: true }));
  expect((await told(page)).every(([isAuthenticated]) => isAuthenticated)).toBe(true);

  await page.evaluate(() => globalThis.client.clearAllTokens());
  expect((await told(page)).at(-1)).toEqual([false, undefined]);
  const count = (await told(page)).length;
  await page.evaluate(() => globalThis.client.clearAllTokens());
  expect(await told(page)).toHaveLength(count);
  expect(await snapshot(page)).toEqual(NOBODY);
});

test('a page is told what happens in another tab', async ({ context, page, world }) => {
  await page.goto(world.bench.address);
  await subscribe(page, world);

  const other = await context.newPage();
  const client = await signIn(other, world);
  await expect.poll(() => told(page)).toEqual([[true, 'Alice Example']]);

  await client.leave('signOut', world.bench.address);
  await expect.poll(() => told(page)).toEqual([[true, 'Alice Example'], [false, undefined]]);
  expect(await snapshot(page)).toEqual(NOBODY);
});

test('who has unsubscribed is told nothing more', { tag: FURTHER }, async ({ page, world }) => {
  await signIn(page, world);
  await subscribe(page, world);
  await page.evaluate(async () => {
    globalThis.unsubscribe();
    globalThis.unsubscribe();
    await globalThis.client.clearAllTokens();
  });
  expect(await told(page)).toEqual([]);
  expect(await snapshot(page)).toEqual(NOBODY);
});

test('other clients of the page tell, too', { tag: FURTHER }, async ({ page, world }) => {
  await signIn(page, world);
  await subscribe(page, world);
  await benchClient(page, world).call('clearAllTokens');
  expect(await told(page)).toEqual([[false, undefined]]);
});

test('other values of the site’s in storage are no change', { tag: FURTHER }, async ({ context, page, world }) => {
  await signIn(page, world);
  await subscribe(page, world);
  const other = await context.newPage();
  await other.goto(world.bench.address);
  await other.evaluate(() => {
    localStorage.setItem('logto:other-app:idToken', 'x');
    localStorage.setItem('theme', 'dark');
    localStorage.removeItem('logto:bench:idToken');
  });
  // The last one is a change, and the first that is told of.
  await expect.poll(() => told(page)).toEqual([[false, undefined]]);
});

test.describe('an ID token that nothing renews', () => {
  const LIFE = 600;

  test.use({ providerSettings: { idTokenSeconds: LIFE } });

  test('ends by itself, and a page is told', async ({ page, world }) => {
    await page.clock.install();
    await signIn(page, world);
    await page.evaluate(() => localStorage.removeItem('logto:bench:refreshToken'));
    await subscribe(page, world);
    expect(await snapshot(page)).toEqual(ALICE);

    await page.clock.fastForward((LIFE + 1) * 1000);
    await expect.poll(() => told(page)).toEqual([[false, undefined]]);
    expect(await page.evaluate(() => globalThis.client.isAuthenticated())).toBe(false);
  });
});

test('the end of the session is told, with the reason in the error', async ({ page, world }) => {
  await signIn(page, world);
  await subscribe(page, world);
  await page.evaluate(() => localStorage.setItem('logto:bench:refreshToken', 'revoked long ago'));

  const error = await page.evaluate(() =>
    globalThis.client.getAccessToken('https://books.test/api').catch(({ code, cause }) => ({ code, cause: cause?.code }))
  );
  expect(error).toEqual({ code: 'not_authenticated', cause: 'oidc.invalid_grant' });
  expect(await told(page)).toEqual([[false, undefined]]);
});
