// What the address bar shows after a callback: the code and the state have no business there.

import { expect, test } from './support/test.js';
import { benchClient, enterPassword, goToCallback } from './support/visitor.js';
import { FURTHER, sampled } from './support/volume.js';

const redirectUriOf = ({ bench }) => `${bench.callback}?tenant=7`;

test('code and state leave it, and the site’s own parameters stay', async ({ page, world }) => {
  const client = await goToCallback(page, world, { options: { redirectUri: redirectUriOf(world) } });
  const entries = await page.evaluate(() => {
    // A router's state, and a place in the page.
    history.replaceState({ key: 'router' }, '', '#shelf');
    return history.length;
  });

  await client.call('handleSignInCallback', page.url());

  expect(page.url()).toBe(`${redirectUriOf(world)}#shelf`);
  expect(await page.evaluate(() => [history.state, history.length])).toEqual([
    { key: 'router' },
    entries,
  ]);
});

test('a reload of the callback page is harmless after that', { tag: FURTHER }, async ({ page, world }) => {
  const client = await goToCallback(page, world);
  await client.call('handleSignInCallback', page.url());
  await page.reload();

  await client.call('handleSignInCallback', page.url());

  expect(page.url()).toBe(world.bench.callback);
  expect(await client.call('isAuthenticated')).toBe(true);
});

test('no request that follows tells the code in its Referer', { tag: FURTHER }, async ({ page, world }) => {
  const client = await goToCallback(page, world);
  const code = new URL(page.url()).searchParams.get('code');
  await client.call('handleSignInCallback', page.url());
  const request = page.waitForRequest('**/favicon.svg?now');

  await page.evaluate(() => fetch('/favicon.svg?now'));

  const { referer } = await (await request).allHeaders();
  expect(referer).toBe(world.bench.callback);
  expect(referer).not.toContain(code);
});

test('keepCallbackUrl leaves it as it is', async ({ page, world }) => {
  const client = await goToCallback(page, world, { config: { keepCallbackUrl: true } });
  const callback = page.url();

  await client.call('handleSignInCallback', callback);

  expect(page.url()).toBe(callback);
});

test('a refused callback leaves it as it is', { tag: FURTHER }, async ({ page, world }) => {
  const client = await goToCallback(page, world);
  const callback = page.url();

  await client.failure('handleSignInCallback', `${callback}&state=again`);

  expect(page.url()).toBe(callback);
});

test('a page that has gone elsewhere stays there', { tag: FURTHER }, async ({ page, world }) => {
  const client = await goToCallback(page, world);
  const callback = page.url();
  await page.evaluate(() => history.replaceState(null, '', '/shelves'));

  await client.call('handleSignInCallback', callback);

  expect(new URL(page.url()).pathname).toBe('/shelves');
});

test('a callback that leads on leads on', { tag: FURTHER }, async ({ page, world }) => {
  const client = benchClient(page, world);
  const postRedirectUri = `${world.bench.address}/?signed-in`;
  await page.goto(world.bench.address);
  await client.leave('signIn', { redirectUri: world.bench.callback, postRedirectUri });
  await enterPassword(page);
  await page.waitForURL(`${world.bench.callback}?**`);

  await client.leave('handleSignInCallback', page.url());

  await page.waitForURL(postRedirectUri);
  expect(await client.call('isAuthenticated')).toBe(true);
});

const NO_BOOLEANS = [
  ['a string', 'yes'],
  ['a number', 1],
];

for (const [[field, value], details] of sampled(NO_BOOLEANS)) {
  test(`keepCallbackUrl cannot be ${field}`, details, async ({ page, world }) => {
    await page.goto(world.bench.address);
    const client = benchClient(page, world, { keepCallbackUrl: value });

    expect(await client.failure('isAuthenticated')).toMatchObject({
      classes: ['LogtoClientError'],
      code: 'config.invalid',
    });
  });
}
