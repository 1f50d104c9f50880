// Attacks in which the real provider has a say: each goes through its pages.

import { storages, tokensOf } from '../support/client.js';
import { forgeIdTokens } from '../support/forge.js';
import { expectRefusal } from '../support/refusal.js';
import { expect, test } from '../support/test.js';
import { benchClient, goToCallback, signIn } from '../support/visitor.js';
import { tokenRequests } from '../support/world.js';
import { FURTHER } from '../support/volume.js';

const REFUSED = { classes: ['LogtoRequestError'], code: 'oidc.invalid_grant' };

test('a forged ID token in the place of the real one → id_token.invalid_nonce', async ({ page, world }) => {
  const client = await goToCallback(page, world);
  forgeIdTokens(world, ({ claims }) => world.provider.keys.sign({ ...claims, nonce: 'replayed' }));

  await expectRefusal(
    { page, world, client },
    { classes: ['LogtoError'], code: 'id_token.invalid_nonce' }
  );
  expect(tokenRequests(world)).toEqual(['authorization_code']);
});

test('a forged callback does not spoil the sign-in → callback_uri_verification.state_mismatched', { tag: FURTHER }, async ({ page, world }) => {
  const client = await goToCallback(page, world);
  const genuine = page.url();
  const forged = new URL(genuine);
  forged.searchParams.set('state', 'forged');

  await page.goto(forged.href);
  await expectRefusal(
    { page, world, client },
    { classes: ['LogtoError'], code: 'callback_uri_verification.state_mismatched' }
  );
  expect(tokenRequests(world)).toEqual([]);

  await page.goto(genuine);
  await client.call('handleSignInCallback', genuine);
  expect(await client.call('isAuthenticated')).toBe(true);
});

test('prompt: none comes back with a refusal when nobody is signed in', { tag: FURTHER }, async ({ page, world }) => {
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

test('a code that was used already is refused in the words of the provider', { tag: FURTHER }, async ({ page, world }) => {
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

  await expectRefusal({ page, world, client }, REFUSED);
});

test('the code of another sign-in (code injection) is refused by the provider, for want of its verifier', async ({ browser, page, world }) => {
  const victim = await browser.newContext();
  const theirPage = await victim.newPage();
  const theirClient = await goToCallback(theirPage, world);
  const stolen = new URL(theirPage.url()).searchParams.get('code');

  const client = await goToCallback(page, world);
  const genuine = page.url();
  const injected = new URL(genuine);
  injected.searchParams.set('code', stolen);
  await page.goto(injected.href);
  await expectRefusal({ page, world, client }, REFUSED);

  // Nor are the two sign-ins spoilt.
  await client.call('handleSignInCallback', genuine);
  await theirClient.call('handleSignInCallback', theirPage.url());
  expect(await theirClient.call('isAuthenticated')).toBe(true);
  await victim.close();
});

test("a callback without a sign-in is nobody's (login CSRF)", async ({ browser, page, world }) => {
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

test('a refused sign-in leaves the session that was there alone', { tag: FURTHER }, async ({ page, world }) => {
  const { bench } = world;
  const client = await signIn(page, world);
  const before = await storages(page);

  await page.goto(bench.address);
  await client.leave('signIn', { redirectUri: bench.callback, clearTokens: false });
  // Signed in at the provider already: it asks for nothing.
  await page.waitForURL((url) => url.href.startsWith(`${bench.callback}?`));
  forgeIdTokens(world, ({ claims }) => world.provider.keys.sign({ ...claims, nonce: 'replayed' }));

  expect(await client.failure('handleSignInCallback', page.url())).toMatchObject({
    code: 'id_token.invalid_nonce',
  });
  expect(tokensOf(await storages(page))).toEqual(tokensOf(before));
  expect(await client.call('isAuthenticated')).toBe(true);
});
