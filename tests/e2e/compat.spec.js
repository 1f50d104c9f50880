// Where the browser does not run WebAssembly, the same class runs on JavaScript, which is fetched for it.

import path from 'node:path';

import { storages } from './support/client.js';
import { expect, test } from './support/test.js';
import { benchClient, enterPassword, followPages, goToCallback, signIn } from './support/visitor.js';
import { RESOURCES, tokenRequests } from './support/world.js';
import { FURTHER, sampled } from './support/volume.js';

const COMPAT = '/logto-wasm/compat.js';
const [RESOURCE] = RESOURCES;

/** The paths of the package's files that pages ask for from now on. */
const followPackage = (page) => {
  const paths = [];
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    if (/(?:index|core|compat)\.js$/.test(pathname)) paths.push(pathname);
  });

  return paths;
};

const switchOff = (page) =>
  page.addInitScript(() => {
    delete globalThis.WebAssembly;
  });

/** Signs in, has tokens for a resource, twice, and signs out. */
const expectJourney = async (page, world) => {
  const { bench } = world;
  const client = await signIn(page, world, { config: { resources: [RESOURCE] } });

  expect(await client.call('isAuthenticated')).toBe(true);
  expect(await client.call('getIdTokenClaims')).toMatchObject({ name: 'Alice Example' });
  expect(await client.call('fetchUserInfo')).toMatchObject({ name: 'Alice Example' });

  const token = await client.call('getAccessToken', RESOURCE);
  expect(await client.call('getAccessTokenClaims', RESOURCE)).toMatchObject({ aud: RESOURCE });
  await page.reload();
  expect(await client.call('getAccessToken', RESOURCE)).toBe(token);
  const renewed = await client.call('getAccessToken', RESOURCE, undefined, { forceRefresh: true });
  expect(renewed).not.toBe(token);
  expect(tokenRequests(world)).toEqual(['authorization_code', 'refresh_token', 'refresh_token']);

  await Promise.all([
    page.waitForURL((url) => url.href === `${bench.address}/`),
    client.leave('signOut', bench.address),
  ]);
  expect(await storages(page)).toEqual({ local: {}, session: {} });
  expect(await client.call('isAuthenticated')).toBe(false);
};

/** Of a site that does not know of WebAssembly. */
const POLICY = "script-src 'self' 'unsafe-inline'";

const WAYS = [
  ['a policy forbids WebAssembly', { 'content-security-policy': POLICY }, () => {}],
  ['WebAssembly is switched off', {}, switchOff],
];

for (const [[how, headers, prepare], details] of sampled(WAYS)) {
  test.describe(how, details, () => {
    test.use({ siteHeaders: headers });
    test.beforeEach(({ page }) => prepare(page));

    test('it does not run', async ({ page, world }) => {
      await page.goto(world.bench.address);

      const failure = await page.evaluate(() => {
        try {
          new WebAssembly.Module(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0));
        } catch ({ name }) {
          return name;
        }
      });

      expect(['CompileError', 'ReferenceError']).toContain(failure);
    });

    test('signs in, renews tokens, signs out', async ({ page, world }) => {
      const paths = followPackage(page);

      await expectJourney(page, world);

      expect(paths).toContain(COMPAT);
    });

    test('the tutorial', { tag: FURTHER }, async ({ page, world }) => {
      const { bookstore } = world;

      await page.goto(bookstore.address);
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.waitForURL((url) => url.origin === world.provider.endpoint);
      const pages = followPages(page);
      await enterPassword(page);

      await expect(page.locator('#profile-name')).toHaveText('Alice Example');
      expect(pages.map(({ pathname }) => pathname)).toEqual(['/callback', '/']);
      await Promise.all([
        page.waitForEvent('framenavigated', (frame) => frame.url() === `${bookstore.address}/`),
        page.getByRole('button', { name: 'Sign out' }).click(),
      ]);
      await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
      // When the page's own calls are answered, too: the site is closed after the test.
      await page.waitForFunction(() => window.logtoClient !== undefined);
      expect(await page.evaluate(() => window.logtoClient.isAuthenticated())).toBe(false);
    });
  });
}

test('where WebAssembly runs, its replacement is not fetched', async ({ page, world }) => {
  const paths = followPackage(page);

  await expectJourney(page, world);

  expect(new Set(paths)).toEqual(new Set(['/logto-wasm/index.js', '/logto-wasm/core.js']));
});

test('several calls at once, and several clients, share one replacement', { tag: FURTHER }, async ({ page, world }) => {
  const paths = followPackage(page);
  await switchOff(page);
  await signIn(page, world);
  await page.reload();
  paths.length = 0;

  const answers = await page.evaluate(
    async ({ endpoint, appId }) => {
      const { default: LogtoClient } = await import('/logto-wasm/index.js');
      const clients = [1, 2].map(() => new LogtoClient({ endpoint, appId, scopes: ['email'] }));
      const names = await Promise.all(
        clients.flatMap((client) => [client.isAuthenticated(), client.fetchUserInfo()])
      );

      return {
        scopes: clients.map(({ logtoConfig }) => logtoConfig.scopes),
        names: names.map((each) => each.name ?? each),
      };
    },
    { endpoint: world.provider.endpoint, appId: world.bench.appId }
  );

  expect(answers).toEqual({
    scopes: Array(2).fill(['openid', 'offline_access', 'profile', 'email']),
    names: [true, 'Alice Example', true, 'Alice Example'],
  });
  expect(paths.filter((each) => each === COMPAT)).toHaveLength(1);
});

test('a replacement that is not there is a clear error, and is asked for again → webassembly_unavailable', async ({
  page,
  world,
}) => {
  const paths = followPackage(page);
  await switchOff(page);
  await page.route(`**${COMPAT}`, (route) => route.fulfill({ status: 404 }), { times: 1 });
  await page.goto(world.bench.address);
  const client = benchClient(page, world);

  expect(await client.failure('getOidcConfig')).toMatchObject({
    classes: ['LogtoError'],
    code: 'webassembly_unavailable',
    message: expect.stringMatching(/WebAssembly does not run here.*compat\.js/),
  });
  expect(await client.call('getOidcConfig')).toMatchObject({ issuer: world.provider.issuer });
  expect(paths.filter((path) => path === COMPAT)).toHaveLength(2);
});

test('the error of a replacement that is not there has a cause', { tag: FURTHER }, async ({ page, world }) => {
  await switchOff(page);
  await page.route(`**${COMPAT}`, (route) => route.fulfill({ status: 404 }));
  await page.goto(world.bench.address);

  const cause = await page.evaluate(async () => {
    const { default: LogtoClient } = await import('/logto-wasm/index.js');
    const client = new LogtoClient({ endpoint: 'https://tenant.logto.app', appId: 'bench' });

    return client.getOidcConfig().catch((error) => error.cause.name);
  });

  expect(cause).toBe('TypeError');
});

test('a replacement of another version is refused', async ({ page, world }) => {
  await switchOff(page);
  await page.route(`**${COMPAT}`, async (route) => {
    const response = await route.fetch();

    await route.fulfill({ response, body: 'export const INTERFACE = 0;' });
  });
  await page.goto(world.bench.address);

  expect(await benchClient(page, world).failure('getOidcConfig')).toMatchObject({
    code: 'webassembly_unavailable',
  });
});

test('a site says where the replacement is, relative to its page', { tag: FURTHER }, async ({
  page,
  world,
  packageDir,
}) => {
  const paths = followPackage(page);
  await switchOff(page);
  await page.route('**/elsewhere/compat.js', (route) =>
    route.fulfill({ path: path.join(packageDir, 'compat.js') })
  );

  for (const compatUrl of ['elsewhere/compat.js', `${world.bench.address}/elsewhere/compat.js`]) {
    await page.goto(world.bench.address);
    expect(await benchClient(page, world, { compatUrl }).call('preload')).toBe(undefined);
  }

  expect(paths.filter((each) => each.endsWith('compat.js'))).toEqual(
    Array(2).fill('/elsewhere/compat.js')
  );
});

test('errors are of the exported classes', { tag: FURTHER }, async ({ page, world }) => {
  await switchOff(page);
  const client = await goToCallback(page, world);
  const callback = page.url();

  expect(await client.failure('getIdTokenClaims')).toMatchObject({
    classes: ['LogtoClientError'],
    code: 'not_authenticated',
    message: expect.stringMatching(/ /),
  });
  expect(await client.failure('handleSignInCallback', `${callback}&state=other`)).toMatchObject({
    classes: ['LogtoError'],
    isError: true,
  });

  const refused = new URL(callback);
  refused.searchParams.delete('code');
  refused.searchParams.set('error', 'access_denied');
  expect(await client.failure('handleSignInCallback', refused.href)).toMatchObject({
    classes: ['LogtoError'],
    oidcError: { error: 'access_denied' },
  });

  await world.provider.close();
  expect(await client.failure('handleSignInCallback', callback)).toMatchObject({
    classes: ['LogtoRequestError'],
    code: 'network_error',
  });
});

test('what is random needs no module, and what is derived waits for it', { tag: FURTHER }, async ({ page, world }) => {
  const paths = followPackage(page);
  await switchOff(page);
  await page.goto(world.bench.address);

  const { tokens, challenge } = await page.evaluate(async () => {
    const sdk = await import('/logto-wasm/index.js');

    return {
      tokens: [sdk.generateState(), sdk.generateCodeVerifier()],
      // The example of RFC 7636, appendix B.
      challenge: await sdk.generateCodeChallenge('dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk'),
    };
  });

  for (const token of tokens) expect(token).toMatch(/^[\w-]{86}$/);
  expect(tokens[0]).not.toBe(tokens[1]);
  expect(challenge).toBe('E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM');
  expect(paths).toEqual(['/logto-wasm/index.js', COMPAT]);
});
