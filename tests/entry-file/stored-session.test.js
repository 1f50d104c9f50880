// What the stored session costs, and what is removed of it. Its rules are compared with the crate's by `answer.js`.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { newCopy } from './support/entry-file.js';
import { Page } from './support/page.js';
import { CONFIG, idToken, keyOf, signIn } from './support/session.js';

const open = async (config = {}) => {
  const { StoredSession } = await newCopy()('stored-session.js');

  return new StoredSession({ ...CONFIG, issuer: 'https://id.example/oidc', leeway: 10, ...config });
};

/** Counts calls of `JSON.parse` and `atob`. */
const countParsing = (t) => {
  const counts = { parse: 0, atob: 0 };

  for (const [object, name] of [
    [JSON, 'parse'],
    [globalThis, 'atob'],
  ]) {
    const original = object[name];

    object[name] = (...values) => {
      counts[name] += 1;
      return original(...values);
    };
    t.after(() => {
      object[name] = original;
    });
  }

  return counts;
};

const RESOURCES = Array.from({ length: 1000 }, (_, index) => `https://api.example/${index}`);

const storeTokens = ({ areas, now }, suffix = '') => {
  const entries = RESOURCES.map((resource) => [
    `@${resource}`,
    { token: resource + suffix, scope: '', expiresAt: now / 1000 + 3600 },
  ]);

  areas.localStorage.setItem(keyOf('accessToken'), JSON.stringify(Object.fromEntries(entries)));
};

const readEverything = (session) => {
  for (const resource of RESOURCES) {
    assert.ok(session.accessToken(resource));
    assert.ok(session.state().idToken);
    assert.ok(session.refreshToken());
  }
};

test('parses each stored value once, however many of 1,000 tokens are read', async (t) => {
  const page = new Page();

  signIn(page);
  page.areas.localStorage.setItem(keyOf('clockOffset'), '3600');
  storeTokens(page);

  const session = await open();
  const counts = countParsing(t);

  readEverything(session);
  readEverything(session);
  assert.deepEqual(counts, { parse: 3, atob: 1 });
});

test('parses a stored value again once it has changed, and only that value', async (t) => {
  const page = new Page();
  const { localStorage } = page.areas;

  signIn(page);
  storeTokens(page);

  const session = await open();
  const counts = countParsing(t);
  const parsedMeanwhile = (change) => {
    change();
    Object.assign(counts, { parse: 0, atob: 0 });
    readEverything(session);
    return { ...counts };
  };

  assert.deepEqual(parsedMeanwhile(() => {}), { parse: 2, atob: 1 });
  assert.deepEqual(parsedMeanwhile(() => localStorage.setItem(keyOf('refreshToken'), 'next')), { parse: 0, atob: 0 });
  assert.deepEqual(parsedMeanwhile(() => storeTokens(page, '-next')), { parse: 1, atob: 0 });
  assert.equal(session.accessToken(RESOURCES[7]), `${RESOURCES[7]}-next`);
  assert.deepEqual(
    parsedMeanwhile(() => localStorage.setItem(keyOf('idToken'), idToken({ sub: 'bob', iat: 0 }))),
    { parse: 1, atob: 1 }
  );
  assert.match(session.state().idToken.payload, /bob/);
  assert.deepEqual(parsedMeanwhile(() => localStorage.setItem(keyOf('clockOffset'), '5')), { parse: 1, atob: 0 });
});

test('parses a value that is no ID token once, too', async (t) => {
  const page = new Page();

  page.areas.localStorage.setItem(keyOf('idToken'), 'not a token');

  const session = await open();

  session.state();

  const counts = countParsing(t);

  assert.deepEqual(session.state(), { idToken: undefined });
  assert.deepEqual(counts, { parse: 0, atob: 0 });
});

test('gives each caller claims of its own', async () => {
  const page = new Page();
  const { default: LogtoClient } = await newCopy()('index.js');

  signIn(page, { claims: { roles: ['reader'] } });

  const client = new LogtoClient(CONFIG);
  const claims = await client.getIdTokenClaims();

  claims.roles.push('admin');
  assert.deepEqual((await client.getIdTokenClaims()).roles, ['reader']);
});

test('tells when the first access token has to be renewed', async () => {
  const page = new Page();
  const session = await open();

  assert.equal(session.firstRenewalIn(), Infinity);
  page.areas.localStorage.setItem(
    keyOf('accessToken'),
    JSON.stringify(
      Object.fromEntries(
        [300, 100, 200].map((seconds) => [
          `@${seconds}`,
          { token: 'token', scope: '', expiresAt: page.now / 1000 + seconds },
        ])
      )
    )
  );
  assert.equal(session.firstRenewalIn(), 90);
});

test('removes stored values together with those in memory', async () => {
  const page = new Page();
  const load = newCopy();
  const { StoredSession } = await load('stored-session.js');
  const { remember } = await load('page-memory.js');
  const session = new StoredSession({ ...CONFIG, issuer: 'https://id.example/oidc', leeway: 10 });

  signIn(page);
  remember(keyOf('refreshToken'), 'kept', 'refresh');
  assert.equal(session.refreshToken(), 'kept');

  session.removeAccessTokens();
  assert.equal(session.accessToken(), undefined);
  assert.equal(session.refreshToken(), 'kept');

  session.removeTokens();
  assert.deepEqual(session.state(), { idToken: undefined });
  assert.equal(session.refreshToken(), null);
  assert.equal(page.areas.localStorage.values.size, 0);
});

test('holds nothing, and throws nothing, where storage is blocked', async () => {
  const page = new Page();

  signIn(page);
  page.areas.localStorage.isBlocked = true;

  const session = await open();

  assert.deepEqual(session.state(), { idToken: undefined });
  assert.equal(session.refreshToken(), null);
  session.removeTokens();
});
