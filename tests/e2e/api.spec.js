// The methods and exports beside the way in and out, next to those of `@logto/browser`.

import { storages } from './support/client.js';
import { parse } from './support/forge.js';
import { inPage } from './support/in-page.js';
import { OURS, THEIRS } from './support/package.js';
import { expect, test } from './support/test.js';
import { benchClient, signIn } from './support/visitor.js';
import { RESOURCES, tokenRequests } from './support/world.js';
import { FURTHER } from './support/volume.js';

const LIBRARY = { id: 'lookingglass', name: 'Looking-Glass Library', scopes: ['read:shelves'] };

test.use({
  providerSettings: {
    organizations: [
      { ...LIBRARY, members: { alice: ['reader'] } },
      { id: 'walrus', name: 'Walrus & Carpenter', members: {} },
    ],
  },
});

const ORGANIZATIONS = 'urn:logto:scope:organizations';

const DISCOVERY = '/oidc/.well-known/openid-configuration';

const inOrganizations = { scopes: [ORGANIZATIONS, 'read:shelves'] };

const withResources = { scopes: ['read'], resources: RESOURCES };

const discoveries = ({ provider }) => provider.requests.filter(({ path }) => path === DISCOVERY);

test.describe('organization tokens', () => {
  test('are for the organization, and are kept', async ({ page, world }) => {
    const client = await signIn(page, world, { config: inOrganizations });
    world.provider.clearRequests();

    const token = await client.call('getOrganizationToken', LIBRARY.id);
    const claims = await client.call('getOrganizationTokenClaims', LIBRARY.id);

    expect(claims).toEqual(parse(token).claims);
    expect(claims).toMatchObject({
      iss: world.provider.issuer,
      sub: (await client.call('getIdTokenClaims')).sub,
      aud: `urn:logto:organization:${LIBRARY.id}`,
      client_id: 'bench',
      scope: 'read:shelves',
    });
    expect(await client.call('getAccessToken', undefined, LIBRARY.id)).toBe(token);
    expect(tokenRequests(world)).toEqual(['refresh_token']);
    const theirs = benchClient(page, world, inOrganizations, THEIRS);
    expect(await theirs.call('getOrganizationToken', LIBRARY.id)).toBe(token);
  });

  test('are not for those who are no members', { tag: FURTHER }, async ({ page, world }) => {
    const client = await signIn(page, world, { config: inOrganizations });

    expect(await client.failure('getOrganizationToken', 'walrus')).toMatchObject({
      classes: ['LogtoRequestError'],
      code: 'oidc.access_denied',
    });
    expect(await client.call('isAuthenticated')).toBe(true);
  });

  test('need the scope, and an organization → missing_scope_organizations', async ({ page, world }) => {
    await page.goto(world.bench.address);

    for (const method of ['getOrganizationToken', 'getOrganizationTokenClaims']) {
      const withoutScope = benchClient(page, world);
      expect(await withoutScope.failure(method, LIBRARY.id), method).toMatchObject({
        classes: ['LogtoClientError'],
        code: 'missing_scope_organizations',
      });
      const client = benchClient(page, world, inOrganizations);
      expect(await client.failure(method), method).toMatchObject({
        classes: ['LogtoClientError'],
        code: 'options.invalid',
      });
      expect(await client.failure(method, LIBRARY.id), method).toMatchObject({
        classes: ['LogtoClientError'],
        code: 'not_authenticated',
      });
    }
    expect(world.provider.requests).toEqual([]);
  });
});

test.describe('the claims of access tokens', () => {
  test("are those of the API's token, and none of an opaque one", async ({ page, world }) => {
    const client = await signIn(page, world, { config: withResources });

    const claims = await client.call('getAccessTokenClaims', RESOURCES[0]);

    expect(claims).toMatchObject({ iss: world.provider.issuer, aud: RESOURCES[0], scope: 'read' });
    expect(claims).toEqual(parse(await client.call('getAccessToken', RESOURCES[0])).claims);
    expect(await client.call('getAccessTokenClaims')).toEqual({});
  });

  test('are told when they cannot be read → access_token.invalid', async ({ page, world }) => {
    const client = await signIn(page, world, { config: withResources });
    world.provider.tamper('/oidc/token', (_status, body) => ({
      body: { ...body, access_token: 'looks.like.one' },
    }));

    expect(await client.failure('getAccessTokenClaims', RESOURCES[0])).toMatchObject({
      classes: ['LogtoError'],
      code: 'access_token.invalid',
    });
  });
});

test.describe('clearing', () => {
  test('the access tokens leaves the session, which gets new ones', async ({ page, world }) => {
    const client = await signIn(page, world, { config: withResources });
    const cleared = [await client.call('getAccessToken'), await client.call('getAccessToken', RESOURCES[0])];
    const { local } = await storages(page);
    world.provider.clearRequests();

    await client.call('clearAccessToken');

    const { 'logto:bench:accessToken': _, ...rest } = local;
    expect((await storages(page)).local).toEqual(rest);
    expect(tokenRequests(world)).toEqual([]);
    expect(cleared).not.toContain(await client.call('getAccessToken'));
    expect(cleared).not.toContain(await client.call('getAccessToken', RESOURCES[0]));
    expect(tokenRequests(world)).toEqual(['refresh_token', 'refresh_token']);
  });

  test('all tokens ends the session here, and at the provider it goes on', async ({ page, world }) => {
    const client = await signIn(page, world);
    world.provider.clearRequests();

    await client.call('clearAllTokens');

    expect((await storages(page)).local).toEqual({});
    expect(await client.call('isAuthenticated')).toBe(false);
    expect(world.provider.requests).toEqual([]);

    // No password: the visitor is still known there.
    await page.goto(world.bench.address);
    await client.leave('signIn', world.bench.callback);
    await page.waitForURL((url) => url.href.startsWith(`${world.bench.callback}?`));
    await client.call('handleSignInCallback', page.url());
    expect(await client.call('isAuthenticated')).toBe(true);
  });
});

test.describe('getOidcConfig', () => {
  test("answers what @logto/browser's does, in all that is promised", async ({ page, world }) => {
    await page.goto(world.bench.address);

    const ours = await benchClient(page, world).call('getOidcConfig');
    const theirs = await benchClient(page, world, {}, THEIRS).call('getOidcConfig');

    for (const field of [
      'issuer',
      'authorizationEndpoint',
      'tokenEndpoint',
      'userinfoEndpoint',
      'endSessionEndpoint',
      'revocationEndpoint',
      'jwksUri',
    ]) {
      expect(ours[field], field).toContain(world.provider.issuer);
      expect(ours[field], field).toBe(theirs[field]);
    }
  });

  test('asks once, however often it is called, and after a failure again', { tag: FURTHER }, async ({ page, world }) => {
    await page.goto(world.bench.address);
    const recover = world.provider.tamper(DISCOVERY, () => ({ status: 503, body: 'Busy' }));
    const outcomes = () =>
      inPage(page, world, async ({ sdk, config }) => {
        window.client ??= new sdk.default(config);
        const calls = Array.from({ length: 3 }, () => window.client.getOidcConfig());
        const settled = await Promise.allSettled(calls);
        return settled.map(({ reason, value }) => reason?.code ?? value.issuer);
      });

    expect(await outcomes()).toEqual(Array(3).fill('http_error_503'));
    recover();
    world.provider.clearRequests();

    expect(await outcomes()).toEqual(Array(3).fill(world.provider.issuer));
    expect(await outcomes()).toEqual(Array(3).fill(world.provider.issuer));
    expect(discoveries(world)).toHaveLength(1);
  });
});

const CONFIGS = [
  {},
  { scopes: ['email', 'read', 'openid'], resources: RESOURCES },
  { scopes: [ORGANIZATIONS] },
  { scopes: [ORGANIZATIONS], resources: ['urn:logto:resource:organizations', ...RESOURCES] },
  { includeReservedScopes: false },
  { includeReservedScopes: false, scopes: ['openid'], prompt: ['login', 'consent'] },
  { prompt: 'none', appSecret: 'none', theme: 'of the site' },
];

test('logtoConfig is the configuration, completed as @logto/browser does it', async ({ page, world }) => {
  await page.goto(world.bench.address);

  const completed = (file) =>
    inPage(
      page,
      world,
      ({ sdk, config }, configs) =>
        configs.map((each) => new sdk.default({ ...config, ...each }).logtoConfig),
      CONFIGS,
      { file }
    );
  const ours = await completed(OURS);

  expect(ours).toEqual(await completed(THEIRS));
  expect(ours[0]).toMatchObject({ appId: 'bench', scopes: ['openid', 'offline_access', 'profile'] });
});

test.describe('the cache', () => {
  test('is shown when it is asked for', { tag: FURTHER }, async ({ page, world }) => {
    await page.goto(world.bench.address);

    const shown = await inPage(page, world, ({ sdk, config }) =>
      [undefined, false, {}, { unstable_enableCache: false }, true, { unstable_enableCache: true }].map(
        (options) => new sdk.default(config, options).adapter.unstable_cache !== undefined
      )
    );

    expect(shown).toEqual([false, false, false, false, true, true]);
  });

  test("has the copies that every client uses, @logto/browser's too", { tag: FURTHER }, async ({ page, world }) => {
    await signIn(page, world);
    world.provider.clearRequests();

    const read = (file) =>
      inPage(
        page,
        world,
        async ({ sdk, config }) => {
          const { adapter } = new sdk.default(config, true);
          return {
            metadata: await adapter.getCachedObject('openidConfiguration'),
            keys: JSON.parse(await adapter.unstable_cache.getItem('jwks')),
          };
        },
        undefined,
        { file }
      );
    const ours = await read(OURS);

    expect(ours.metadata).toMatchObject({ issuer: world.provider.issuer });
    expect(ours.keys).toEqual({ keys: [world.provider.keys.publicJwk] });
    expect(await read(THEIRS)).toEqual(ours);
    await benchClient(page, world).call('getOidcConfig');
    expect(world.provider.requests).toEqual([]);
  });

  test('forgets what is removed from it', { tag: FURTHER }, async ({ page, world }) => {
    await signIn(page, world);
    world.provider.clearRequests();

    await inPage(page, world, async ({ sdk, config }) => {
      const client = new sdk.default(config, true);
      await client.adapter.unstable_cache.removeItem('openidConfiguration');
      await client.getOidcConfig();
    });

    expect(discoveries(world)).toHaveLength(1);
  });
});

test("the deprecated signIn(uri, mode, hint) asks for what @logto/browser's does", { tag: FURTHER }, async ({ page, world }) => {
  const asked = async (file) => {
    await page.goto(world.bench.address);
    const [request] = await Promise.all([
      page.waitForRequest((each) => each.url().startsWith(`${world.provider.issuer}/auth?`)),
      benchClient(page, world, {}, file).leave('signIn', world.bench.callback, 'signUp', 'alice'),
    ]);
    await expect(page.getByRole('heading', { name: 'Create account' })).toBeVisible();
    const parameters = [...new URL(request.url()).searchParams];
    return Object.fromEntries(
      parameters.filter(([name]) => !['code_challenge', 'nonce', 'state'].includes(name))
    );
  };

  const ours = await asked(OURS);

  expect(ours).toEqual(await asked(THEIRS));
  expect(ours).toMatchObject({ login_hint: 'alice', interaction_mode: 'signUp' });
});

test('a worker has no page that could leave for the provider → browser_required', async ({ page, world }) => {
  await page.goto(world.bench.address);

  const outcome = await page.evaluate(
    ([file, config, address]) => {
      // Runs in the worker.
      const work = async (sdk, config, address) => {
        const { default: LogtoClient, LogtoClientError } = await import(sdk);
        const failure = await new LogtoClient(config).signOut(address).catch((error) => error);
        postMessage([failure instanceof LogtoClientError, failure?.code]);
      };
      const given = [`${location.origin}/logto-wasm/${file}`, config, address];
      const script = `(${work})(...${JSON.stringify(given)});`;
      const worker = new Worker(URL.createObjectURL(new Blob([script])));

      return new Promise((resolve, reject) => {
        worker.onmessage = ({ data }) => resolve(data);
        worker.onerror = ({ message }) => reject(new Error(message));
      });
    },
    [OURS, { endpoint: world.provider.endpoint, appId: world.bench.appId }, world.bench.address]
  );

  expect(outcome).toEqual([true, 'browser_required']);
});
