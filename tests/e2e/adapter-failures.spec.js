// Parts of an adapter that fail. What they throw is their environment's own business: the very object
// reaches the caller.

import { goToOwnCallback, inPage, ownItems, signInOnOwn } from './support/in-page.js';
import { expect, test } from './support/test.js';
import { spend, tokenRequests } from './support/world.js';
import { FURTHER } from './support/volume.js';

// Like a provider that has no patience with a refresh token that is sent twice.
test.use({ providerSettings: { refreshReuseSeconds: 0 } });

const DISCOVERY = '/oidc/.well-known/openid-configuration';
const JWKS = '/oidc/jwks';
const TOKEN = '/oidc/token';
const REVOCATION = '/oidc/token/revocation';

/**
 * Each call, with something of the adapter failing, by a new client, which knows nothing yet: is what
 * it fails with the very object?
 *
 * @param {Array<[what: string, method: string, ...args: any[]]>} calls
 */
const expectPassedOn = async (page, world, calls) => {
  const passedOn = await inPage(
    page,
    world,
    async ({ own, failing, failureOf }, calls) => {
      const passedOn = [];
      for (const [what, method, ...args] of calls) {
        const thrown = new Error('not today');
        const { client } = own(failing(what, thrown));
        passedOn.push((await failureOf(() => client[method](...args))) === thrown);
      }
      return passedOn;
    },
    calls
  );

  expect(calls.filter((_call, at) => !passedOn[at])).toEqual([]);
};

test('whatever a requester throws, it reaches the caller', async ({ page, world }) => {
  await page.goto(world.bench.address);

  const passedOn = await inPage(page, world, async ({ own, failureOf }) => {
    const everything = [
      new TypeError('not today'),
      Object.freeze({ code: 'frozen' }),
      { code: 503 },
      Symbol('not today'),
      'not today',
      0,
      null,
      undefined,
    ];
    const throwing = [
      (thrown) => {
        throw thrown;
      },
      (thrown) => Promise.reject(thrown),
    ];
    const passedOn = [];
    for (const thrown of everything) {
      for (const fail of throwing) {
        const { client } = own({ requester: () => fail(thrown) });
        passedOn.push((await failureOf(() => client.getOidcConfig())) === thrown);
      }
    }
    return passedOn;
  });

  expect(passedOn).toEqual(Array(16).fill(true));
});

test('what the requester throws reaches the caller from every flow, and changes nothing', { tag: FURTHER }, async ({ page, world }) => {
  await goToOwnCallback(page, world);
  const atCallback = await ownItems(page, world);

  await expectPassedOn(page, world, [
    [DISCOVERY, 'getOidcConfig'],
    [DISCOVERY, 'signIn', world.bench.callback],
    [DISCOVERY, 'signOut'],
    [DISCOVERY, 'handleSignInCallback', page.url()],
    [TOKEN, 'handleSignInCallback', page.url()],
  ]);
  expect(await ownItems(page, world)).toEqual(atCallback);

  await inPage(page, world, async ({ own }) => {
    const { client } = own();
    await client.handleSignInCallback(location.href);
    await client.clearAccessToken();
  });
  const inSession = await ownItems(page, world);
  expect(Object.keys(inSession)).toEqual(['idToken', 'refreshToken']);
  world.provider.clearRequests();

  await expectPassedOn(page, world, [
    [DISCOVERY, 'getAccessToken'],
    [JWKS, 'getAccessToken'],
    [TOKEN, 'getAccessToken'],
    [DISCOVERY, 'fetchUserInfo'],
    [JWKS, 'fetchUserInfo'],
    [TOKEN, 'fetchUserInfo'],
    [DISCOVERY, 'signOut'],
  ]);
  expect(await ownItems(page, world)).toEqual(inSession);
  expect(tokenRequests(world)).toEqual([]);

  await expectPassedOn(page, world, [['/oidc/me', 'fetchUserInfo']]);
});

test('a revocation that throws does not keep anybody signed in', { tag: FURTHER }, async ({ page, world }) => {
  await signInOnOwn(page, world);

  const navigations = await inPage(
    page,
    world,
    async ({ own, failing }, path) => {
      const { client, asked } = own(failing(path, new Error('not today')));
      await client.signOut();
      return asked.navigations;
    },
    REVOCATION
  );

  expect(navigations).toMatchObject([{ parameters: { for: 'sign-out' } }]);
  expect(await ownItems(page, world)).toEqual({});
});

test('an own requester that is told that the session has ended ends it', { tag: FURTHER }, async ({ page, world }) => {
  await signInOnOwn(page, world);
  const { refreshToken } = await ownItems(page, world);
  // Somebody else spends the refresh token: the provider revokes everything when it comes again.
  await spend(world, world.bench.appId, refreshToken);

  const failure = await inPage(page, world, async ({ own, failureOf, sdk }) => {
    const { client } = own();
    await client.clearAccessToken();
    const error = await failureOf(() => client.getAccessToken());
    return { isClientError: error instanceof sdk.LogtoClientError, code: error.code };
  });

  expect(failure).toEqual({ isClientError: true, code: 'not_authenticated' });
  expect(await ownItems(page, world)).toEqual({});
});

test('what the storage rejects with reaches the caller from every call', { tag: FURTHER }, async ({ page, world }) => {
  await signInOnOwn(page, world);
  const items = await ownItems(page, world);

  await expectPassedOn(page, world, [
    ['getItem', 'isAuthenticated'],
    ['getItem', 'getIdToken'],
    ['getItem', 'getIdTokenClaims'],
    ['getItem', 'getRefreshToken'],
    ['getItem', 'getAccessToken'],
    ['getItem', 'getAccessTokenClaims'],
    ['getItem', 'fetchUserInfo'],
    ['getItem', 'signOut'],
    ['getItem', 'handleSignInCallback', page.url()],
    ['setItem', 'signIn', world.bench.callback],
    ['removeItem', 'clearAccessToken'],
    ['removeItem', 'clearAllTokens'],
    ['removeItem', 'signOut'],
  ]);

  expect(await ownItems(page, world)).toEqual(items);
});

test('a storage that fails in the middle of a callback keeps nothing of it', { tag: FURTHER }, async ({ page, world }) => {
  await goToOwnCallback(page, world);
  const before = await ownItems(page, world);

  const outcome = await inPage(page, world, async ({ own, session, failureOf }) => {
    const thrown = new Error('not today');
    const written = [];
    const { client } = own({
      storage: {
        getItem: (key) => session.getItem(key),
        async setItem(key, value) {
          if (written.length === 2) throw thrown;
          await session.setItem(key, value);
          written.push(key);
        },
        removeItem: (key) => session.removeItem(key),
      },
    });
    const failure = await failureOf(() => client.handleSignInCallback(location.href));
    return { passedOn: failure === thrown, written };
  });

  expect(outcome).toEqual({ passedOn: true, written: ['refreshToken', 'idToken'] });
  expect(await ownItems(page, world)).toEqual(before);
});

test('what generators and navigate throw reaches the caller', { tag: FURTHER }, async ({ page, world }) => {
  await page.goto(world.bench.address);

  const passedOn = await inPage(page, world, async ({ own, callback, failureOf }) => {
    const passedOn = {};
    for (const [part, method] of [
      ['generateState', 'signIn'],
      ['generateCodeVerifier', 'signIn'],
      ['generateCodeChallenge', 'signIn'],
      ['navigate', 'signIn'],
      ['navigate', 'signOut'],
    ]) {
      const thrown = new Error('not today');
      const { client } = own({
        [part]() {
          throw thrown;
        },
      });
      const failure = await failureOf(() => client[method](callback));
      passedOn[`${part}, ${method}`] = failure === thrown;
    }
    return passedOn;
  });

  expect(Object.entries(passedOn).filter(([, same]) => !same)).toEqual([]);
});

test('a generator that gives nothing protects nothing: the sign-in does not begin', async ({ page, world }) => {
  await page.goto(world.bench.address);

  const failures = await inPage(page, world, async ({ own, callback, failureOf, sdk }) => {
    const failures = {};
    for (const part of ['generateState', 'generateCodeVerifier', 'generateCodeChallenge']) {
      for (const nothing of ['', undefined, 7]) {
        const { client, asked } = own({ [part]: async () => nothing });
        const error = await failureOf(() => client.signIn(callback));
        failures[`${part} ${nothing}`] = [
          error instanceof sdk.LogtoClientError && error.code,
          error.data?.field === part,
          asked.navigations,
        ];
      }
    }
    return failures;
  });

  expect(Object.keys(failures)).toHaveLength(9);
  for (const failure of Object.values(failures)) {
    expect(failure).toEqual(['config.invalid', true, []]);
  }
  expect(await ownItems(page, world)).toEqual({});
});
