// Answers that must not be believed. Each has its own code, and leaves nothing behind.

import { createSigningKey } from '../provider/index.js';
import { storages, tokensOf } from './support/client.js';
import { assemble, forgeIdTokens, withClaims } from './support/forge.js';
import { expectRefusal } from './support/refusal.js';
import { expect, test } from './support/test.js';
import { benchClient, goToCallback, signIn } from './support/visitor.js';
import { RESOURCES, tokenRequests } from './support/world.js';

/** Beyond what any check forgives: two clocks may differ. */
const LONG = 2 * 24 * 60 * 60;
const TEN_MINUTES = 10 * 60;

const FORGERIES = [
  [
    'whose payload was changed',
    'id_token.invalid_signature',
    () => (parts) => assemble({ ...parts, claims: { ...parts.claims, sub: 'somebody-else' } }),
  ],
  [
    'signed by another key under the same name',
    'id_token.invalid_signature',
    () => ({ header, claims }) => createSigningKey().sign(claims, header),
  ],
  [
    'signed by a key that the provider does not publish',
    'id_token.key_not_found',
    () => ({ claims }) => createSigningKey().sign(claims),
  ],
  [
    'without a signature (alg: none)',
    'id_token.unsupported_algorithm',
    () => ({ header, claims }) =>
      assemble({ header: { ...header, alg: 'none' }, claims, signature: '' }),
  ],
  [
    'with a key of its own in the header',
    'id_token.invalid_signature',
    () => ({ header, claims }) => {
      const stranger = createSigningKey();
      return stranger.sign(claims, { ...header, jwk: stranger.publicJwk });
    },
  ],
  [
    'with an algorithm for shared secrets',
    'id_token.unsupported_algorithm',
    () => ({ header, ...parts }) => assemble({ header: { ...header, alg: 'HS256' }, ...parts }),
  ],
  [
    'with the signature of another one',
    'id_token.invalid_signature',
    ({ provider }) =>
      (parts) =>
        assemble({ ...parts, signature: provider.keys.sign({}).split('.')[2] }),
  ],
  ['that is no token', 'id_token.invalid_token', () => () => 'not-a-token'],
  [
    'of another sign-in (nonce)',
    'id_token.invalid_nonce',
    withClaims(() => ({ nonce: 'replayed' })),
  ],
  ['without a nonce', 'id_token.invalid_nonce', withClaims(() => ({ nonce: undefined }))],
  [
    'for another app (aud)',
    'id_token.invalid_audience',
    withClaims(() => ({ aud: 'library' })),
  ],
  [
    'for several apps, issued to another one (azp)',
    'id_token.invalid_audience',
    withClaims(() => ({ aud: ['bench', 'library'], azp: 'library' })),
  ],
  [
    'of another issuer',
    'id_token.invalid_issuer',
    withClaims(() => ({ iss: 'https://evil.test/oidc' })),
  ],
  [
    'of nobody (sub)',
    'id_token.invalid_token',
    withClaims(() => ({ sub: undefined })),
  ],
  ['that has expired', 'id_token.expired', withClaims(({ iat }) => ({ exp: iat - TEN_MINUTES }))],
  [
    'that was issued long ago',
    'id_token.invalid_iat',
    withClaims(({ iat, exp }) => ({ iat: iat - LONG, exp: exp - LONG })),
  ],
  [
    'that is not valid yet',
    'id_token.not_yet_valid',
    withClaims(({ iat }) => ({ nbf: iat + TEN_MINUTES })),
  ],
  [
    'for another access token (at_hash)',
    'id_token.invalid_at_hash',
    withClaims(() => ({ at_hash: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' })),
  ],
];

for (const [what, code, forge] of FORGERIES) {
  test(`an ID token ${what} is refused: ${code}`, async ({ page, world }) => {
    const client = await goToCallback(page, world);
    forgeIdTokens(world, forge(world));

    await expectRefusal({ page, world, client }, { classes: ['LogtoError'], code });
    expect(tokenRequests(world)).toEqual(['authorization_code']);
  });
}

const parameter = (change) => (uri) => {
  change(uri.searchParams);
  return uri;
};

const CALLBACKS = [
  ['with the wrong state', 'state_mismatched', parameter((p) => p.set('state', 'forged'))],
  ['without a state', 'missing_state', parameter((p) => p.delete('state'))],
  ['with two states', 'state_mismatched', parameter((p) => p.append('state', 'forged'))],
  [
    'of another issuer',
    'issuer_mismatched',
    parameter((p) => p.set('iss', 'https://evil.test/oidc')),
  ],
  ['without an issuer', 'missing_issuer', parameter((p) => p.delete('iss'))],
  ['without a code', 'missing_code', parameter((p) => p.delete('code'))],
  [
    'at an address that only looks alike',
    'redirect_uri_mismatched',
    (uri) => {
      uri.pathname += '.evil';
      return uri;
    },
  ],
  [
    'with an error and the wrong state',
    'state_mismatched',
    parameter((p) => {
      p.set('error', 'access_denied');
      p.set('state', 'forged');
    }),
  ],
];

for (const [what, name, change] of CALLBACKS) {
  const code = `callback_uri_verification.${name}`;

  test(`a callback ${what} is refused: ${code}`, async ({ page, world }) => {
    const client = await goToCallback(page, world);
    const genuine = page.url();

    await page.goto(change(new URL(genuine)).href);
    await expectRefusal({ page, world, client }, { classes: ['LogtoError'], code });
    expect(tokenRequests(world)).toEqual([]);

    // Whoever made the visitor open it has not spoilt the genuine one.
    await page.goto(genuine);
    await client.call('handleSignInCallback', genuine);
    expect(await client.call('isAuthenticated')).toBe(true);
  });
}

test("a refusal of the provider's is told with its words", async ({ page, world }) => {
  const client = await goToCallback(page, world);
  const uri = new URL(page.url());
  uri.searchParams.delete('code');
  uri.searchParams.set('error', 'access_denied');
  uri.searchParams.set('error_description', 'The visitor said no');

  await page.goto(uri.href);

  await expectRefusal(
    { page, world, client },
    {
      classes: ['LogtoError'],
      code: 'callback_uri_verification.error_found',
      oidcError: {
        name: 'OidcError',
        error: 'access_denied',
        errorDescription: 'The visitor said no',
      },
    }
  );
});

test('prompt: none comes back with a refusal when nobody is signed in', async ({ page, world }) => {
  const client = benchClient(page, world);
  await page.goto(world.bench.address);
  await client.leave('signIn', { redirectUri: world.bench.callback, prompt: 'none' });
  await page.waitForURL((url) => url.href.startsWith(`${world.bench.callback}?`));

  await expectRefusal(
    { page, world, client },
    {
      classes: ['LogtoError'],
      code: 'callback_uri_verification.error_found',
      oidcError: expect.objectContaining({ error: 'login_required' }),
    }
  );
});

const BROKEN = [
  ['the token endpoint fails', '/oidc/token', 'Out of order', 'http_error_500'],
  ['the keys cannot be had', '/oidc/jwks', 'Out of order', 'http_error_500'],
  [
    'the token endpoint fails in the words of Logto',
    '/oidc/token',
    { code: 'internal_server_error', message: 'Out of order' },
    'internal_server_error',
  ],
];

for (const [what, path, body, code] of BROKEN) {
  test(`${what}: ${code}`, async ({ page, world }) => {
    const client = await goToCallback(page, world);
    world.provider.tamper(path, () => ({ status: 500, body }));

    await expectRefusal({ page, world, client }, { classes: ['LogtoRequestError'], code });
  });
}

const UNREADABLE = [
  ['tokens', '/oidc/token', 'token_response.invalid', { access_token: '' }],
  ['keys', '/oidc/jwks', 'jwks.invalid', { keys: 'none' }],
];

for (const [what, path, code, change] of UNREADABLE) {
  test(`${what} that cannot be read: ${code}`, async ({ page, world }) => {
    const client = await goToCallback(page, world);
    world.provider.tamper(path, (_status, body) => ({ body: { ...body, ...change } }));

    await expectRefusal({ page, world, client }, { classes: ['LogtoError'], code });
  });
}

test('a code that was used already is refused in the words of the provider', async ({ page, world }) => {
  const client = await goToCallback(page, world);
  const { session } = await storages(page);
  const { ok } = await fetch(`${world.provider.issuer}/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: 'bench',
      redirect_uri: world.bench.callback,
      code: new URL(page.url()).searchParams.get('code'),
      code_verifier: JSON.parse(session['logto:bench:signInSession']).codeVerifier,
    }),
  });
  expect(ok).toBe(true);

  await expectRefusal(
    { page, world, client },
    { classes: ['LogtoRequestError'], code: 'oidc.invalid_grant' }
  );
});

test("a callback without a sign-in is nobody's", async ({ browser, page, world }) => {
  // Somebody else's callback, opened here: that visitor would be signed in as the attacker.
  const attacker = await browser.newContext();
  const theirPage = await attacker.newPage();
  await goToCallback(theirPage, world);
  const uri = theirPage.url();
  await attacker.close();

  await page.goto(uri);
  const client = benchClient(page, world);
  expect(await client.failure('handleSignInCallback', uri)).toMatchObject({
    classes: ['LogtoClientError'],
    code: 'sign_in_session.not_found',
  });
  expect(await storages(page)).toEqual({ local: {}, session: {} });
});

const STOLEN_RENEWALS = [
  [
    'for another user',
    'id_token.subject_mismatched',
    withClaims(() => ({ sub: 'somebody-else' })),
  ],
  [
    'that is forged',
    'id_token.invalid_signature',
    () => ({ header, claims }) => createSigningKey().sign(claims, header),
  ],
];

for (const [what, code, forge] of STOLEN_RENEWALS) {
  test(`a renewed ID token ${what} is refused: ${code}`, async ({ page, world }) => {
    const client = await signIn(page, world, { config: { resources: RESOURCES } });
    const before = await storages(page);
    forgeIdTokens(world, forge(world));

    const failure = await client.failure('getAccessToken', RESOURCES[0]);

    expect(failure).toMatchObject({ classes: ['LogtoError'], code });
    expect((await storages(page)).local).toEqual(before.local);
  });
}

test('user information of another user is refused', async ({ page, world }) => {
  const client = await signIn(page, world);
  world.provider.tamper('/oidc/me', (_status, body) => ({ body: { ...body, sub: 'somebody' } }));

  expect(await client.failure('fetchUserInfo')).toMatchObject({
    classes: ['LogtoError'],
    code: 'user_info.subject_mismatched',
  });
});

test('a refused sign-in leaves the session that was there alone', async ({ page, world }) => {
  const { bench } = world;
  const client = await signIn(page, world);
  const before = await storages(page);

  await page.goto(bench.address);
  await client.leave('signIn', { redirectUri: bench.callback, clearTokens: false });
  // Signed in at the provider already: it asks for nothing.
  await page.waitForURL((url) => url.href.startsWith(`${bench.callback}?`));
  forgeIdTokens(world, withClaims(() => ({ nonce: 'replayed' }))(world));

  expect(await client.failure('handleSignInCallback', page.url())).toMatchObject({
    code: 'id_token.invalid_nonce',
  });
  expect(tokensOf(await storages(page))).toEqual(tokensOf(before));
  expect(await client.call('isAuthenticated')).toBe(true);
});
