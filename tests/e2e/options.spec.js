// What a sign-in asks the provider for.

import { createHash } from 'node:crypto';

import { storages } from './support/client.js';
import { expect, test } from './support/test.js';
import { authorizationRequest, benchClient, enterPassword } from './support/visitor.js';
import { RESOURCES } from './support/world.js';
import { FURTHER } from './support/volume.js';

/** The requests to the provider, apart from that for its metadata: a first call asks for them while the core is loaded. */
const sentTo = ({ provider }) =>
  provider.requests.filter(({ path }) => path !== '/oidc/.well-known/openid-configuration');

/** The sign-in that is under way, as the page remembers it. */
const signInSession = async (page, world) => {
  await page.goto(world.bench.address);
  return JSON.parse((await storages(page)).session['logto:bench:signInSession']);
};

test('a plain sign-in asks for these parameters and no others', async ({ page, world }) => {
  const { bench } = world;

  const request = Object.fromEntries(await authorizationRequest(page, world));

  const random = expect.stringMatching(/^[\w-]{43,}$/);
  expect(request).toEqual({
    client_id: bench.appId,
    redirect_uri: bench.callback,
    response_type: 'code',
    scope: 'openid offline_access profile',
    prompt: 'consent',
    code_challenge: expect.stringMatching(/^[\w-]{43}$/),
    code_challenge_method: 'S256',
    state: random,
    nonce: random,
  });
});

test('the challenge is the hash of the verifier that the page keeps', async ({ page, world }) => {
  const request = await authorizationRequest(page, world);
  const session = await signInSession(page, world);

  expect(session).toEqual({
    redirectUri: world.bench.callback,
    codeVerifier: expect.stringMatching(/^[\w-]{86}$/),
    state: request.get('state'),
    nonce: request.get('nonce'),
  });
  expect(request.get('code_challenge')).toBe(
    createHash('sha256').update(session.codeVerifier).digest('base64url')
  );
});

test('no two sign-ins have a random value in common', { tag: FURTHER }, async ({ page, world }) => {
  const values = [];
  for (let time = 0; time < 3; time += 1) {
    const request = await authorizationRequest(page, world);
    const { codeVerifier } = await signInSession(page, world);
    values.push(codeVerifier, ...['state', 'nonce', 'code_challenge'].map((name) => request.get(name)));
  }

  expect(new Set(values).size).toBe(12);
});

test('prompt: of the configuration, or of one sign-in', { tag: FURTHER }, async ({ page, world }) => {
  const promptOf = async (options, config) =>
    (await authorizationRequest(page, world, options, { config })).get('prompt');

  expect(await promptOf({}, { prompt: 'login' })).toBe('login');
  expect(await promptOf({}, { prompt: ['login', 'consent'] })).toBe('login consent');
  expect(await promptOf({ prompt: 'none' }, { prompt: 'login' })).toBe('none');
  expect(await promptOf({ prompt: ['consent', 'login'] })).toBe('consent login');
});

test('extraParams reach the page of the provider', { tag: FURTHER }, async ({ page, world }) => {
  const request = await authorizationRequest(page, world, { extraParams: { ui_locales: 'fr CA' } });

  expect(request.get('ui_locales')).toBe('fr CA');
  await expect(page).toHaveURL((url) => url.searchParams.get('ui_locales') === 'fr CA');
});

test('extraParams cannot set what protects the sign-in', async ({ page, world }) => {
  await page.goto(world.bench.address);
  const client = benchClient(page, world);

  for (const name of ['client_id', 'redirect_uri', 'state', 'nonce', 'code_challenge']) {
    const error = await client.failure('signIn', {
      redirectUri: world.bench.callback,
      extraParams: { [name]: 'forged' },
    });
    expect(error, name).toMatchObject({ classes: ['LogtoClientError'], code: 'options.invalid' });
    expect(error.message).toContain('extraParams');
  }
  expect(await storages(page)).toEqual({ local: {}, session: {} });
  expect(sentTo(world)).toEqual([]);
});

test('every resource is a parameter of its own, and scopes come after the reserved ones', async ({ page, world }) => {
  const request = await authorizationRequest(page, world, {}, {
    config: { resources: RESOURCES, scopes: ['email', 'read', 'openid'] },
  });

  expect(request.getAll('resource')).toEqual(RESOURCES);
  expect(request.get('scope')).toBe('openid offline_access profile email read');
});

test('the scope for organizations brings its resource along', { tag: FURTHER }, async ({ page, world }) => {
  const request = await authorizationRequest(page, world, {}, {
    config: { scopes: ['urn:logto:scope:organizations'] },
  });

  expect(request.getAll('resource')).toEqual(['urn:logto:resource:organizations']);
});

test('without the reserved scopes only the given ones are asked for', { tag: FURTHER }, async ({ page, world }) => {
  const request = await authorizationRequest(page, world, {}, {
    config: { scopes: ['openid', 'email'], includeReservedScopes: false },
  });

  expect(request.get('scope')).toBe('openid email');
});

test("the options for the provider's first page", { tag: FURTHER }, async ({ page, world }) => {
  const request = await authorizationRequest(page, world, {
    firstScreen: 'identifier:register',
    identifiers: ['email', 'username'],
    loginHint: 'alice',
    directSignIn: { method: 'sso', target: 'acme' },
  });

  expect(Object.fromEntries(request)).toMatchObject({
    first_screen: 'identifier:register',
    identifier: 'email username',
    login_hint: 'alice',
    direct_sign_in: 'sso:acme',
  });
});

test('a redirect URI that cannot work is refused before anything is sent', async ({ page, world }) => {
  await page.goto(world.bench.address);
  const client = benchClient(page, world);

  for (const redirectUri of ['', '/callback', 'javascript:alert(1)', 'https://shop.test/#callback']) {
    const error = await client.failure('signIn', { redirectUri });
    expect(error, redirectUri).toMatchObject({ classes: ['LogtoClientError'], code: 'options.invalid' });
    expect(error.message).toContain('redirectUri');
  }
  expect(sentTo(world)).toEqual([]);
});

test('a sign-in without offline_access has no refresh token, and says so when it ends', async ({ page, world }) => {
  const config = { scopes: ['openid'], includeReservedScopes: false };
  const client = benchClient(page, world, config);
  world.provider.tamper('/oidc/token', (_status, body) => ({ body: { ...body, expires_in: 0 } }));

  await authorizationRequest(page, world, {}, { config });
  await enterPassword(page);
  await page.waitForURL((url) => url.href.startsWith(world.bench.callback));
  await client.call('handleSignInCallback', page.url());

  expect(await client.call('isAuthenticated')).toBe(true);
  expect(await client.call('getRefreshToken')).toBeNull();
  expect(await client.failure('getAccessToken')).toMatchObject({ code: 'not_authenticated' });
});
