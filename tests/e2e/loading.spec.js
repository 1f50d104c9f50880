// The import is done when it is done: a page's later scripts use the client at once.

import { LATE } from './support/package.js';
import { expect, test } from './support/test.js';
import { benchClient, signIn } from './support/visitor.js';

const foundAtOnce = (page) => page.evaluate(() => window.foundAtOnce);

test('a later script of the page uses the client at once', async ({ page, world }) => {
  await page.goto(`${world.bench.address}/at-once`);

  expect(await foundAtOnce(page)).toBe('object');
  expect(await page.evaluate(() => window.isAuthenticated)).toBe(false);
});

// The counterpart of the test above: it would fail if the package had a top-level await.
test('with a top-level await in the package, a later script would find no client', async ({ page, world }) => {
  const bench = await world.benchWith(`/logto-wasm/${LATE}`);

  await page.goto(`${bench.address}/at-once`);

  expect(await foundAtOnce(page)).toBe('undefined');
  // It is late, not broken.
  await page.waitForFunction(() => window.logtoClient !== undefined);
});

test('the page of an anonymous visitor sends nothing to the provider', async ({ page, world }) => {
  const { bench, bookstore, provider } = world;
  const sent = [];
  page.on('request', (request) => sent.push(new URL(request.url()).origin));

  await page.goto(`${bench.address}/at-once`);
  expect(await page.evaluate(() => window.isAuthenticated)).toBe(false);
  await page.goto(bookstore.address);
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeHidden();

  expect(new Set(sent)).toEqual(new Set([bench.address, bookstore.address]));
  expect(provider.requests).toEqual([]);
});

test('the package is one file: importing it loads no other', async ({ page, world }) => {
  const paths = [];
  page.on('request', (request) => paths.push(new URL(request.url()).pathname));

  await page.goto(`${world.bench.address}/at-once`);

  expect(paths.filter((path) => path.startsWith('/logto-wasm/'))).toEqual([
    '/logto-wasm/index.js',
  ]);
});

test('a page whose scripts have taken the name Window signs in and stays signed in', async ({
  page,
  world,
}) => {
  await page.addInitScript(() => {
    window.Window = function Window() {};
  });
  await signIn(page, world);
  await page.reload();

  expect(await benchClient(page, world).call('isAuthenticated')).toBe(true);
});
