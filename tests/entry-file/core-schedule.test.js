// When a page fetches the core.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { newCopy, settle } from './support/entry-file.js';
import { Page } from './support/page.js';
import { CONFIG, keyOf, signIn } from './support/session.js';

const DAY = 86_400;

/** Opens a page with a client. `fetched()` tells how often the core was fetched. */
const open = async ({ page: options, prepare = () => {}, config = CONFIG } = {}) => {
  const page = new Page(options);

  prepare(page);

  const { default: LogtoClient } = await newCopy()('index.js');
  const client = new LogtoClient(config);
  const fetched = async () => {
    await settle();
    return globalThis.standInCore.starts;
  };

  return { page, client, LogtoClient, fetched };
};

/** Time passes, and the browser is idle at the end of it. */
const passIdly = (page, seconds) => {
  page.pass(seconds);
  page.becomeIdle();
};

const CALLS = {
  preload: (client) => client.preload(),
  signIn: (client) => client.signIn('https://shop.example/callback'),
  signOut: (client) => client.signOut(),
  getOidcConfig: (client) => client.getOidcConfig(),
  handleSignInCallback: (client) => client.handleSignInCallback('https://shop.example/callback?code=c&state=s'),
};

for (const [name, call] of Object.entries(CALLS)) {
  test(`${name}() fetches the core at once`, async () => {
    const { client, fetched } = await open();

    await call(client);
    assert.equal(await fetched(), 1);
    assert.deepEqual(globalThis.standInCore.calls, [name]);
  });
}

test('calls at the same time fetch the core once, whatever the number of clients', async () => {
  const { client, LogtoClient, fetched } = await open();
  const other = new LogtoClient(CONFIG);

  await Promise.all([client.preload(), client.getOidcConfig(), other.preload()]);
  await other.getOidcConfig();
  assert.equal(await fetched(), 1);
});

for (const search of ['?code=c&state=s', '?state=s&error=access_denied', '?x=y&state=s&code=c']) {
  test(`a page whose address looks like a callback (${search}) fetches the core at once`, async () => {
    const { fetched } = await open({ page: { search } });

    assert.equal(await fetched(), 1);
  });
}

for (const search of ['?code=c', '?state=s', '?barcode=c&estate=s']) {
  test(`a page whose address does not look like a callback (${search}) fetches nothing`, async () => {
    const { page, fetched } = await open({ page: { search } });

    passIdly(page, DAY);
    assert.equal(await fetched(), 0);
  });
}

test('a signed-out page without an interaction never fetches the core, nor anything of the provider', async () => {
  const { page, client, fetched } = await open();

  assert.equal(await client.isAuthenticated(), false);
  assert.equal(await client.getIdToken(), null);
  assert.equal(await client.getRefreshToken(), null);
  assert.equal(await client.isSignInRedirected('https://shop.example/'), false);
  assert.equal(client.getSnapshot().isAuthenticated, false);
  await assert.rejects(client.getIdTokenClaims(), { code: 'not_authenticated' });
  await assert.rejects(client.getAccessToken(), { code: 'not_authenticated' });
  await assert.rejects(client.fetchUserInfo(), { code: 'not_authenticated' });
  await client.clearAccessToken();
  await client.clearAllTokens();
  passIdly(page, DAY);
  assert.equal(await fetched(), 0);
  assert.deepEqual(page.requests, []);
});

for (const type of ['pointerdown', 'touchstart', 'keydown', 'scroll']) {
  test(`a signed-out page fetches the core in idle time after the first ${type}`, async () => {
    const { page, fetched } = await open();

    page.dispatch(type);
    page.pass(10);
    assert.equal(await fetched(), 0);

    page.becomeIdle();
    assert.equal(await fetched(), 1);
    page.dispatch(type);
    assert.deepEqual(page.idle, []);
    assert.deepEqual(page.requests, []);
  });
}

test('a signed-out page of a visitor who saves data fetches nothing after an interaction', async () => {
  const { page, client, fetched } = await open({ page: { saveData: true } });

  page.dispatch('pointerdown');
  passIdly(page, DAY);
  assert.equal(await fetched(), 0);

  await client.preload();
  assert.equal(await fetched(), 1);
});

test('a signed-in page fetches the core in idle time after a minute', async () => {
  const { page, fetched } = await open({ prepare: signIn });

  page.dispatch('pointerdown');
  passIdly(page, 59);
  assert.equal(await fetched(), 0);

  page.pass(1);
  assert.equal(await fetched(), 0);
  page.becomeIdle();
  assert.equal(await fetched(), 1);
  assert.deepEqual(page.requests, []);
});

test('a signed-in page fetches the core before its access token has to be renewed', async () => {
  // With the leeway of 10 seconds, the token is renewed after 30 seconds.
  const { page, fetched } = await open({ prepare: (opened) => signIn(opened, { expiresIn: 40 }) });

  passIdly(page, 24);
  assert.equal(await fetched(), 0);
  passIdly(page, 1);
  assert.equal(await fetched(), 1);
});

test('the leeway of the configuration decides when a token has to be renewed', async () => {
  const { page, fetched } = await open({
    prepare: (opened) => signIn(opened, { expiresIn: 60 }),
    config: { ...CONFIG, leeway: 40 },
  });

  passIdly(page, 14);
  assert.equal(await fetched(), 0);
  passIdly(page, 1);
  assert.equal(await fetched(), 1);
});

test('a signed-in page whose access token has expired fetches the core in the first idle time', async () => {
  const { page, fetched } = await open({ prepare: (opened) => signIn(opened, { expiresIn: -1 }) });

  assert.equal(await fetched(), 0);
  passIdly(page, 0);
  assert.equal(await fetched(), 1);
});

test('a short view of a page with a valid session reads everything and fetches nothing', async () => {
  const { page, client, fetched } = await open({ prepare: signIn });

  assert.equal(await client.isAuthenticated(), true);
  assert.equal(await client.getAccessToken(), 'access');
  assert.equal((await client.getIdTokenClaims()).sub, 'alice');
  assert.equal(await client.getRefreshToken(), 'refresh');
  assert.match(await client.getIdToken(), /^ey/);
  client.subscribe(() => {})();
  page.dispatch('scroll');
  passIdly(page, 59);
  assert.equal(await fetched(), 0);
  assert.deepEqual(page.requests, []);
});

test('an access token that has to be renewed fetches the core, and asks the provider meanwhile', async () => {
  const { page, client, fetched } = await open({ prepare: (opened) => signIn(opened, { expiresIn: 9 }) });

  globalThis.standInCore.answer = (name) => name;
  assert.equal(await client.getAccessToken(), 'getAccessToken');
  assert.equal(await fetched(), 1);
  assert.equal(page.requests.length, 1);
});

test('clearAllTokens removes the session at once, although the core has yet to be fetched', async () => {
  const { page, client, fetched } = await open({ prepare: signIn });
  const cleared = client.clearAllTokens();

  assert.equal(page.areas.localStorage.values.size, 0);
  await cleared;
  assert.equal(await fetched(), 1);
  assert.deepEqual(globalThis.standInCore.calls, ['clearAllTokens']);
});

test('clearAccessToken removes the access tokens at once', async () => {
  const { page, client } = await open({ prepare: signIn });
  const cleared = client.clearAccessToken();

  assert.equal(page.areas.localStorage.getItem(keyOf('accessToken')), null);
  assert.notEqual(page.areas.localStorage.getItem(keyOf('refreshToken')), null);
  await cleared;
});

test('a client on a server schedules nothing', async () => {
  const page = new Page();

  Object.defineProperty(globalThis, 'window', { value: undefined, configurable: true });

  const { default: LogtoClient } = await newCopy()('index.js');
  const client = new LogtoClient(CONFIG);

  assert.equal(await client.isAuthenticated(), false);
  assert.equal(page.timers, 0);
  assert.equal(page.listeners('pointerdown').size, 0);
});
