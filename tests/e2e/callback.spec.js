// How a sign-in ends when nothing is wrong with it. What may be wrong is in attacks/.

import { storages, tokensOf } from './support/client.js';
import { expect, test } from './support/test.js';
import { benchClient, enterPassword, goToCallback, signIn } from './support/visitor.js';
import { tokenRequests } from './support/world.js';
import { FURTHER, sampled } from './support/volume.js';

const PLACES = [
  ['a URL', (bench) => bench.address],
  ['a path of the site', () => ''],
];

for (const [[what, before], details] of sampled(PLACES)) {
  test(`the visitor goes on to postRedirectUri, ${what}`, details, async ({ page, world }) => {
    const { bench } = world;
    const client = await goToCallback(page, world, {
      options: { postRedirectUri: `${before(bench)}/arrived?from=callback` },
    });

    await client.leave('handleSignInCallback', page.url());

    await page.waitForURL(`${bench.address}/arrived?from=callback`);
    expect(await client.call('isAuthenticated')).toBe(true);
  });
}

test('without postRedirectUri the visitor stays', { tag: FURTHER }, async ({ page, world }) => {
  const client = await signIn(page, world);

  expect(page.url()).toBe(world.bench.callback);
  expect(await client.call('isAuthenticated')).toBe(true);
});

test('a sign-in is forgotten once it is completed', { tag: FURTHER }, async ({ page, world }) => {
  const client = await signIn(page, world);

  const before = await storages(page);
  expect(before.session).not.toHaveProperty('logto:bench:signInSession');
  expect(before.local).not.toHaveProperty('logto:bench:signInSessions');
  // The page is reloaded, or gone back to: nothing is left to do.
  await client.call('handleSignInCallback', page.url());
  expect(await storages(page)).toEqual(before);
  expect(tokenRequests(world)).toEqual(['authorization_code']);

  await client.call('clearAllTokens');
  expect(await client.failure('handleSignInCallback', page.url())).toMatchObject({
    classes: ['LogtoClientError'],
    code: 'sign_in_session.not_found',
  });
});

test('the callback is handled where the tab’s storage was dropped', async ({ page, world }) => {
  const client = await goToCallback(page, world);
  await page.evaluate(() => sessionStorage.clear());

  expect(await client.call('isSignInRedirected', page.url())).toBe(true);
  await client.call('handleSignInCallback', page.url());
  expect(await client.call('isAuthenticated')).toBe(true);
  expect((await storages(page)).local).not.toHaveProperty('logto:bench:signInSessions');
});

test('what a site wants to know again comes back with the visitor', async ({ page, world }) => {
  const { bench } = world;
  const client = benchClient(page, world);
  const appState = { cart: ['tea', 2], from: '/shelf?page=2' };
  await page.goto(bench.address);
  await client.leave('signIn', {
    redirectUri: bench.callback,
    postRedirectUri: `${bench.address}/?welcome`,
    appState,
  });
  expect(page.url()).not.toContain('tea');
  await enterPassword(page);
  await page.waitForURL((url) => url.href.startsWith(bench.callback));
  await client.leave('handleSignInCallback', page.url());
  await page.waitForURL(`${bench.address}/?welcome`);

  expect(await client.call('getAppState')).toEqual(appState);
  expect(await client.failure('signIn', { redirectUri: bench.callback, appState: 1n })).toMatchObject({
    code: 'options.invalid',
  });
});

test('isSignInRedirected knows the callback of the sign-in that is under way', async ({ page, world }) => {
  const { bench } = world;
  const client = await goToCallback(page, world);

  expect(await client.call('isSignInRedirected', page.url())).toBe(true);
  for (const elsewhere of [
    bench.address,
    `${bench.callback}.evil?code=1&state=2`,
    `${bench.callback}/more?code=1&state=2`,
    page.url().replace('localhost', '127.0.0.1'),
  ]) {
    expect(await client.call('isSignInRedirected', elsewhere), elsewhere).toBe(false);
  }

  await client.call('handleSignInCallback', page.url());
  expect(await client.call('isSignInRedirected', page.url())).toBe(false);
});

// As React's strict mode does it, whose effects run twice; and as two scripts of a page do it, each
// with a client of its own.
for (const [[who, clients], details] of sampled([['two clients', 2], ['one client', 1]])) {
  test(`a callback that ${who} of a page handles twice at once costs one request`, details, async ({ page, world }) => {
    await goToCallback(page, world);
    world.provider.clearRequests();

    const outcomes = await page.evaluate(
      async ({ config, uri, clients }) => {
        const { default: LogtoClient } = await import('/logto-wasm/index.js');
        const first = new LogtoClient(config);
        const second = clients === 1 ? first : new LogtoClient(config);
        const both = [first.handleSignInCallback(uri), second.handleSignInCallback(uri)];
        return (await Promise.allSettled(both)).map(({ status, reason }) => reason?.code ?? status);
      },
      { config: { endpoint: world.provider.endpoint, appId: 'bench' }, uri: page.url(), clients }
    );

    expect(outcomes).toEqual(['fulfilled', 'fulfilled']);
    expect(tokenRequests(world)).toEqual(['authorization_code']);
    expect(await benchClient(page, world).call('isAuthenticated')).toBe(true);
  });
}

test('a redirect URI may have parameters of its own', { tag: FURTHER }, async ({ page, world }) => {
  const redirectUri = `${world.bench.callback}?tenant=7`;
  const client = await goToCallback(page, world, { options: { redirectUri } });
  const uri = new URL(page.url());
  expect(uri.searchParams.get('tenant')).toBe('7');

  expect(await client.call('isSignInRedirected', uri.href)).toBe(true);
  expect(await client.call('isSignInRedirected', uri.href.replace('tenant=7', 'tenant=8'))).toBe(
    false
  );
  await client.call('handleSignInCallback', uri.href);
  expect(await client.call('isAuthenticated')).toBe(true);
});

test('a new sign-in forgets the tokens, unless told to keep them', { tag: FURTHER }, async ({ page, world }) => {
  const client = await signIn(page, world);
  const tokens = tokensOf(await storages(page));
  const leave = async (clearTokens) => {
    await client.leave('signIn', {
      redirectUri: world.bench.callback,
      clearTokens,
      prompt: 'login',
    });
    await expect(page.locator('input[name=password]')).toBeVisible();
    await page.goto(world.bench.address);
  };

  await leave(false);
  expect(tokensOf(await storages(page))).toEqual(tokens);
  await leave(undefined);
  expect(tokensOf(await storages(page))).toEqual({});
});

test('two tabs can sign in at the same time', async ({ context, page, world }) => {
  const tab = await context.newPage();
  const clients = [page, tab].map((each) => benchClient(each, world));
  for (const [at, each] of [page, tab].entries()) {
    await each.goto(world.bench.address);
    await clients[at].leave('signIn', { redirectUri: world.bench.callback });
  }

  // The second one to arrive is signed in at the provider already, whatever its page still shows.
  await enterPassword(tab);
  await tab.waitForURL((url) => url.href.startsWith(world.bench.callback));
  await clients[1].call('handleSignInCallback', tab.url());
  await page.goto(world.bench.address);
  await clients[0].leave('signIn', { redirectUri: world.bench.callback });
  await page.waitForURL((url) => url.href.startsWith(world.bench.callback));
  await clients[0].call('handleSignInCallback', page.url());

  expect(await clients[0].call('isAuthenticated')).toBe(true);
  expect(await clients[1].call('isAuthenticated')).toBe(true);
});
