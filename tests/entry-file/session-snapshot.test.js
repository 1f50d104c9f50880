// The snapshot of a session, and its listeners.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { newCopy, settle } from './support/entry-file.js';
import { Page } from './support/page.js';
import { CONFIG, idToken, keyOf, signIn } from './support/session.js';

const open = async (prepare = () => {}) => {
  // Without `document`, nothing is scheduled but what the snapshot schedules.
  const page = new Page({ hasDocument: false });

  prepare(page);

  const { BaseClient, default: LogtoClient } = await newCopy()('index.js');

  return { page, BaseClient, client: new LogtoClient(CONFIG) };
};

/** A listener that counts its calls. */
const counter = () => {
  const listener = () => {
    listener.calls += 1;
  };

  listener.calls = 0;

  return listener;
};

const storageChanged = (page, name) => page.dispatch('storage', { key: keyOf(name) });

test('is the same frozen object while the session is the same', async () => {
  const { page, client } = await open(signIn);
  const snapshot = client.getSnapshot();

  assert.deepEqual([snapshot.isAuthenticated, snapshot.claims.sub], [true, 'alice']);
  assert.ok(Object.isFrozen(snapshot));
  page.areas.localStorage.setItem(keyOf('refreshToken'), 'next');
  page.areas.localStorage.removeItem(keyOf('accessToken'));
  page.pass(86_400);
  assert.equal(client.getSnapshot(), snapshot);
});

test('is another object when the claims have changed, and one object for all signed-out pages', async () => {
  const { page, client } = await open();
  const signedOut = client.getSnapshot();

  assert.deepEqual({ ...signedOut }, { isAuthenticated: false, claims: undefined });
  signIn(page);

  const alice = client.getSnapshot();

  page.areas.localStorage.setItem(keyOf('idToken'), idToken({ sub: 'bob' }));
  assert.equal(client.getSnapshot().claims.sub, 'bob');
  assert.equal(alice.claims.sub, 'alice');
  page.areas.localStorage.values.clear();
  assert.equal(client.getSnapshot(), signedOut);
});

test('calls a listener once per change that another tab makes', async () => {
  const { page, client } = await open();
  const listener = counter();

  client.subscribe(listener);
  signIn(page);
  storageChanged(page, 'refreshToken');
  storageChanged(page, 'idToken');
  storageChanged(page, 'accessToken');
  assert.equal(listener.calls, 1);

  page.areas.localStorage.values.clear();
  page.dispatch('storage', { key: null });
  assert.equal(listener.calls, 2);
});

test('ignores storage events of other keys', async () => {
  const { page, client } = await open();
  const listener = counter();

  client.subscribe(listener);
  signIn(page);
  page.dispatch('storage', { key: 'theme' });
  assert.equal(listener.calls, 0);
});

test('calls a listener when the page comes back from the back/forward cache with another session', async () => {
  const { page, client } = await open(signIn);
  const listener = counter();

  client.subscribe(listener);
  page.dispatch('pageshow');
  assert.equal(listener.calls, 0);
  page.areas.localStorage.values.clear();
  page.dispatch('pageshow');
  assert.equal(listener.calls, 1);
});

test('calls a listener when the page clears the session', async () => {
  const { client } = await open(signIn);
  const listener = counter();

  client.subscribe(listener);
  await client.clearAllTokens();
  assert.equal(listener.calls, 1);
  assert.equal(client.getSnapshot().isAuthenticated, false);
});

test('calls a function that is subscribed twice twice, and once after one of the two has left', async () => {
  const { page, client } = await open();
  const listener = counter();
  const leave = client.subscribe(listener);

  client.subscribe(listener);
  signIn(page);
  storageChanged(page, 'idToken');
  assert.equal(listener.calls, 2);

  leave();
  leave();
  page.areas.localStorage.values.clear();
  storageChanged(page, 'idToken');
  assert.equal(listener.calls, 3);
});

test('calls the other listeners when one leaves while it is called', async () => {
  const { page, client } = await open();
  const listener = counter();
  const leave = client.subscribe(() => leave());

  client.subscribe(listener);
  signIn(page);
  storageChanged(page, 'idToken');
  assert.equal(listener.calls, 1);
});

test('listens to the page once for all clients, and no longer when the last listener has left', async () => {
  const page = new Page({ hasDocument: false });
  const { default: LogtoClient } = await newCopy()('index.js');
  const leave = [1, 2, 3].map(() => new LogtoClient(CONFIG).subscribe(() => {}));
  const listening = () => ['storage', 'pageshow'].map((type) => page.listeners(type).size);

  assert.deepEqual(listening(), [1, 1]);
  leave[0]();
  leave[1]();
  assert.deepEqual(listening(), [1, 1]);
  leave[2]();
  assert.deepEqual(listening(), [0, 0]);
});

test('calls a listener once when a session without a refresh token ends by itself', async () => {
  const { page, client } = await open((opened) => signIn(opened, { refreshToken: null }));
  const listener = counter();

  client.subscribe(listener);
  page.pass(3599);
  assert.equal(listener.calls, 0);
  page.pass(2);
  assert.equal(listener.calls, 1);
  assert.equal(client.getSnapshot().isAuthenticated, false);
  page.pass(86_400);
  assert.equal(listener.calls, 1);
  assert.equal(page.timers, 0);
});

test('waits for the end of a session that is further away than a timer reaches', async () => {
  const days = 86_400;
  const { page, client } = await open((opened) =>
    signIn(opened, { refreshToken: null, claims: { exp: opened.now / 1000 + 60 * days } })
  );
  const listener = counter();

  client.subscribe(listener);
  page.pass(59 * days);
  assert.equal(listener.calls, 0);
  page.pass(2 * days);
  assert.equal(listener.calls, 1);
});

test('has no timer without listeners, nor for a session that can be renewed', async () => {
  const { page, client } = await open((opened) => signIn(opened, { refreshToken: null }));

  client.getSnapshot();
  assert.equal(page.timers, 0);

  const leave = client.subscribe(() => {});

  assert.equal(page.timers, 1);
  page.areas.localStorage.setItem(keyOf('refreshToken'), 'refresh');
  storageChanged(page, 'refreshToken');
  assert.equal(page.timers, 0);

  page.areas.localStorage.removeItem(keyOf('refreshToken'));
  storageChanged(page, 'refreshToken');
  assert.equal(page.timers, 1);
  leave();
  assert.equal(page.timers, 0);
});

test('stays as it is until the core has read a storage of the site’s own, which it asks once at a time', async () => {
  const { page, BaseClient } = await open();
  const answers = [];

  globalThis.standInCore.answer = (name) => {
    assert.equal(name, 'getState');
    return new Promise((resolve) => answers.push(resolve));
  };

  const storage = { getItem: async () => null, setItem: async () => {}, removeItem: async () => {} };
  const client = new BaseClient(CONFIG, { storage });
  const listener = counter();

  client.subscribe(listener);

  const before = client.getSnapshot();

  assert.equal(before.isAuthenticated, false);
  await settle();
  assert.equal(answers.length, 1);
  answers[0]({ claims: { sub: 'alice' } });
  await settle();
  assert.equal(listener.calls, 1);
  assert.equal(client.getSnapshot().claims.sub, 'alice');
  assert.deepEqual(page.requests, []);
});
