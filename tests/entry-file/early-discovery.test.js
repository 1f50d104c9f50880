// When the provider's metadata is asked for before the core is there.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { newCopy, settle } from './support/entry-file.js';
import { Page } from './support/page.js';
import { CONFIG, DISCOVERY, signIn } from './support/session.js';

const REDIRECT_URI = 'https://shop.example/callback';
const CALLBACK = '?code=c&state=s';

const open = async ({ page: options, prepare = () => {}, adapter } = {}) => {
  const page = new Page(options);

  prepare(page);

  const load = newCopy();
  const { BaseClient, default: LogtoClient } = await load('index.js');
  const { takeEarlyResponse } = await load('early-discovery.js');
  const client = adapter ? new BaseClient(CONFIG, adapter) : new LogtoClient(CONFIG);

  return { page, client, takeEarlyResponse };
};

test('a call asks for the metadata in the same turn, before the core is there', async () => {
  const { page, client } = await open();
  const call = client.signIn(REDIRECT_URI);

  assert.deepEqual(page.requests, [DISCOVERY]);
  assert.equal(globalThis.standInCore.starts, 0);
  await call;
});

test('calls at the same time ask once', async () => {
  const { page, client } = await open({ prepare: (opened) => signIn(opened, { expiresIn: 0 }) });

  await Promise.all([client.preload(), client.getOidcConfig(), client.getAccessToken(), client.fetchUserInfo()]);
  assert.deepEqual(page.requests, [DISCOVERY]);
});

test('the core takes the answer once', async () => {
  const { client, takeEarlyResponse } = await open();

  await client.preload();
  assert.equal((await takeEarlyResponse(DISCOVERY)).status, 200);
  assert.equal(takeEarlyResponse(DISCOVERY), undefined);
});

test('a call does not ask once the core is there, which asks by itself', async () => {
  const { page, client, takeEarlyResponse } = await open();

  await client.preload();
  takeEarlyResponse(DISCOVERY);
  page.requests = [];
  await client.getOidcConfig();
  assert.deepEqual(page.requests, []);
});

test('a call does not ask where the tab has a copy of the metadata', async () => {
  const prepare = ({ areas }) => areas.sessionStorage.setItem('logto_cache:app:openidConfiguration', '{}');
  const { page, client } = await open({ prepare });

  await client.signIn(REDIRECT_URI);
  assert.deepEqual(page.requests, []);
});

test('a call asks where the copy of another application is stored', async () => {
  const prepare = ({ areas }) => areas.sessionStorage.setItem('logto_cache:other:openidConfiguration', '{}');
  const { page, client } = await open({ prepare });

  await client.signIn(REDIRECT_URI);
  assert.deepEqual(page.requests, [DISCOVERY]);
});

test('a call asks where storage is blocked', async () => {
  const prepare = ({ areas }) => {
    areas.sessionStorage.isBlocked = true;
  };
  const { page, client } = await open({ prepare });

  await client.signIn(REDIRECT_URI);
  assert.deepEqual(page.requests, [DISCOVERY]);
});

test('a client with a requester of the site’s own asks nothing by itself', async () => {
  const { page, client } = await open({ adapter: { requester: async () => ({}) } });

  await client.signIn(REDIRECT_URI);
  assert.deepEqual(page.requests, []);
});

test('a client with a storage of the site’s own asks nothing for a visitor who may be signed out', async () => {
  const storage = { getItem: async () => null, setItem: async () => {}, removeItem: async () => {} };
  const { page, client } = await open({ adapter: { storage } });

  await client.isAuthenticated();
  await client.getAccessToken();
  await client.fetchUserInfo();
  assert.deepEqual(globalThis.standInCore.calls, ['isAuthenticated', 'getAccessToken', 'fetchUserInfo']);
  assert.deepEqual(page.requests, []);
});

test('a request that fails stays quiet, and is not what a later call is given', async () => {
  const { client, takeEarlyResponse } = await open();

  Object.defineProperty(globalThis, 'fetch', {
    value: () => Promise.reject(new TypeError('Failed to fetch')),
    configurable: true,
  });
  await client.preload();
  await settle();
  assert.equal(takeEarlyResponse(DISCOVERY), undefined);
});

test('a callback page asks at once when a sign-in is pending', async () => {
  const prepare = ({ areas }) => areas.sessionStorage.setItem('logto:app:signInSession', '{}');
  const { page } = await open({ page: { search: CALLBACK }, prepare });

  assert.deepEqual(page.requests, [DISCOVERY]);
});

test('a callback page asks nothing when no sign-in is pending', async () => {
  const { page, client } = await open({ page: { search: CALLBACK } });

  await client.handleSignInCallback(`${REDIRECT_URI}${CALLBACK}`);
  assert.deepEqual(page.requests, []);
});

test('opening a page asks nothing, signed in or not', async () => {
  for (const prepare of [() => {}, signIn]) {
    const { page } = await open({ prepare });

    page.pass(3600);
    page.becomeIdle();
    await settle();
    assert.deepEqual(page.requests, []);
  }
});
