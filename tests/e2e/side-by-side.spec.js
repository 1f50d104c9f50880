// `@logto/browser` and this package, on the same site with the same app: switching from one to the
// other, in either direction, signs nobody out.

import { storages } from './support/client.js';
import { OURS, THEIRS } from './support/package.js';
import { expect, test } from './support/test.js';
import {
  authorizationRequest,
  benchClient,
  goToCallback,
  signIn,
} from './support/visitor.js';
import { RESOURCES, tokenRequests } from './support/world.js';
import { FURTHER, sampled } from './support/volume.js';

const DIRECTIONS = [
  ['@logto/browser', THEIRS, 'ours', OURS],
  ['ours', OURS, '@logto/browser', THEIRS],
];

const config = { scopes: ['email', 'read'], resources: RESOURCES };

for (const [[first, firstFile, second, secondFile], details] of sampled(DIRECTIONS)) {
  test(`a session of ${first} is one for ${second}`, details, async ({ page, world }) => {
    const one = await signIn(page, world, { config, file: firstFile });
    const other = benchClient(page, world, config, secondFile);
    const apiToken = await one.call('getAccessToken', RESOURCES[0]);
    world.provider.clearRequests();

    expect(await other.call('isAuthenticated')).toBe(true);
    for (const method of ['getIdToken', 'getIdTokenClaims', 'getRefreshToken', 'getAccessToken']) {
      expect(await other.call(method), method).toEqual(await one.call(method));
    }
    expect(await other.call('getAccessToken', RESOURCES[0])).toBe(apiToken);
    expect(tokenRequests(world)).toEqual([]);
    expect(await other.call('fetchUserInfo')).toEqual(await one.call('fetchUserInfo'));

    // What the second one renews is the first one's too.
    const renewed = await other.call('getAccessToken', RESOURCES[1]);
    expect(await one.call('getAccessToken', RESOURCES[1])).toBe(renewed);
    expect(tokenRequests(world)).toEqual(['refresh_token']);
  });

  test(`a sign-in that ${first} began is completed by ${second}`, async ({ page, world }) => {
    const one = await goToCallback(page, world, { config, file: firstFile });
    const other = benchClient(page, world, config, secondFile);

    expect(await other.call('isSignInRedirected', page.url())).toBe(true);
    await other.call('handleSignInCallback', page.url());

    expect(await other.call('isAuthenticated')).toBe(true);
    expect(await one.call('getIdTokenClaims')).toMatchObject({ name: 'Alice Example' });
    expect(Object.keys((await storages(page)).session)).not.toContain('logto:bench:signInSession');
  });

  test(`${second} signs out of a session of ${first}`, { tag: FURTHER }, async ({ page, world }) => {
    await signIn(page, world, { config, file: firstFile });

    await benchClient(page, world, config, secondFile).leave('signOut', world.bench.address);
    await page.waitForURL(`${world.bench.address}/`);

    expect((await storages(page)).local).toEqual({});
  });
}

test.describe('a provider that takes a refresh token again', () => {
  test.use({ providerSettings: { refreshReuseSeconds: 60 * 60 } });

  test('a renewal that another SDK overtakes three times is given up → renewal_interrupted', async ({ context, page, world }) => {
    const ours = await signIn(page, world, { config });
    const otherPage = await context.newPage();
    await otherPage.goto(world.bench.address);
    const theirs = benchClient(otherPage, world, config, THEIRS);
    const resources = [...RESOURCES];
    let isOvertaking = false;
    // Each request of ours waits until theirs, which knows nothing of ours, has renewed with the same refresh token.
    const overtake = async () => {
      isOvertaking = true;
      await theirs.call('getAccessToken', resources.shift());
      isOvertaking = false;
    };
    const stop = world.provider.fault('/oidc/token', () =>
      isOvertaking || resources.length === 0 ? undefined : { until: overtake() }
    );

    expect(await ours.failure('getAccessToken', '', '', { forceRefresh: true })).toMatchObject({
      classes: ['LogtoClientError'],
      code: 'renewal_interrupted',
    });
    expect(resources).toEqual([]);
    stop();

    // The session is the one that theirs went on with.
    expect(await ours.call('isAuthenticated')).toBe(true);
    expect(await ours.call('getRefreshToken')).toBe(await theirs.call('getRefreshToken'));
    expect(await ours.call('getAccessToken', '', '', { forceRefresh: true })).toEqual(expect.any(String));
  });
});

test('both write the same layout', { tag: FURTHER }, async ({ browser, world }) => {
  const layouts = [];
  for (const file of [OURS, THEIRS]) {
    const context = await browser.newContext();
    const page = await context.newPage();
    const client = await signIn(page, world, { config, file });
    await client.call('getAccessToken', RESOURCES[0]);
    const { local } = await storages(page);
    const accessTokens = JSON.parse(local['logto:bench:accessToken']);
    layouts.push({
      keys: Object.keys(local).sort(),
      accessTokens: Object.entries(accessTokens)
        .map(([key, { scope, ...rest }]) => [key, scope, Object.keys(rest).sort()])
        .sort(),
    });
    await context.close();
  }

  expect(layouts[0]).toEqual(layouts[1]);
});

const REQUESTS = [
  ['a plain sign-in', {}, {}],
  ['resources and scopes', {}, config],
  ['organizations', {}, { scopes: ['urn:logto:scope:organizations'] }],
  ['a prompt', { prompt: ['login', 'consent'] }, { prompt: 'login' }],
  ['no reserved scopes', {}, { includeReservedScopes: false, scopes: ['openid'] }],
  [
    'everything for the first page',
    {
      loginHint: 'alice',
      firstScreen: 'identifier:sign_in',
      identifiers: ['username', 'email'],
      directSignIn: { method: 'social', target: 'huggingface' },
      extraParams: { ui_locales: 'fr' },
    },
    {},
  ],
  ['the older interaction mode', { interactionMode: 'signUp' }, {}],
];

test('both ask the provider for the same', { tag: FURTHER }, async ({ page, world }) => {
  for (const [what, options, settings] of REQUESTS) {
    const asked = {};
    for (const file of [OURS, THEIRS]) {
      const request = await authorizationRequest(page, world, options, { config: settings, file });
      // @logto/browser sends no nonce; the other two are random.
      expect.soft(request.has('nonce'), `${what}: nonce`).toBe(file === OURS);
      for (const name of ['state', 'code_challenge']) {
        expect.soft(request.get(name), `${what}: ${name}`).toBeTruthy();
      }
      asked[file] = [...request]
        .filter(([name]) => !['nonce', 'state', 'code_challenge'].includes(name))
        .sort();
    }
    expect.soft(asked[OURS], what).toEqual(asked[THEIRS]);
  }
});
