// Sign-ins that begin somewhere else than on the provider's usual page.

import { keepPicture } from './support/artefacts.js';
import { expect, test } from './support/test.js';
import {
  authorizeAtHuggingFace,
  benchClient,
  enterHuggingFacePassword,
  enterPassword,
  followPages,
} from './support/visitor.js';
import { FURTHER } from './support/volume.js';

test('directSignIn goes to Hugging Face without a page in between', async ({ page, world }) => {
  const { bench, huggingFace } = world;
  const client = benchClient(page, world);

  await page.goto(bench.address);
  const pages = followPages(page);
  await client.leave('signIn', {
    redirectUri: bench.callback,
    directSignIn: { method: 'social', target: 'huggingface' },
  });
  await enterHuggingFacePassword(page);
  await authorizeAtHuggingFace(page);
  await page.waitForURL((url) => url.href.startsWith(bench.callback));

  expect(pages.map(({ origin, pathname }) => `${origin}${pathname}`)).toEqual([
    `${huggingFace.endpoint}/login`,
    `${huggingFace.endpoint}/oauth/authorize`,
    bench.callback,
  ]);
  await client.call('handleSignInCallback', page.url());
  expect(await client.call('getIdTokenClaims')).toMatchObject({
    name: 'Ada Lovelace',
    picture: `${huggingFace.endpoint}/avatars/ada.svg`,
  });
});

test('firstScreen: register creates an account and signs in', async ({ page, world }) => {
  const { bench, provider } = world;
  const client = benchClient(page, world);

  await page.goto(bench.address);
  await client.leave('signIn', { redirectUri: bench.callback, firstScreen: 'register' });
  await expect(page).toHaveURL(`${provider.endpoint}/register?app_id=bench`);
  await page.locator('input[name=identifier]').fill('grace');
  await page.locator('input[name=name]').fill('Grace Hopper');
  await page.locator('input[name=password]').fill('nanosecond');
  await keepPicture(page, 'provider-sign-up');
  await page.locator('button[name=create-account]').click();
  await page.waitForURL((url) => url.href.startsWith(bench.callback));
  await client.call('handleSignInCallback', page.url());

  expect(await client.call('getIdTokenClaims')).toMatchObject({
    username: 'grace',
    name: 'Grace Hopper',
    picture: null,
  });
});

test('loginHint fills the username in', { tag: FURTHER }, async ({ page, world }) => {
  await page.goto(world.bench.address);
  await benchClient(page, world).leave('signIn', {
    redirectUri: world.bench.callback,
    loginHint: 'alice',
  });

  await expect(page.locator('input[name=identifier]')).toHaveValue('alice');
  await keepPicture(page, 'provider-sign-in-with-hint');
});

test('the older arguments, interactionMode and loginHint, still work', { tag: FURTHER }, async ({ page, world }) => {
  await page.goto(world.bench.address);
  await benchClient(page, world).leave('signIn', world.bench.callback, 'signUp', 'grace');

  await expect(page).toHaveURL((url) => url.pathname === '/register');
  await expect(page.locator('input[name=identifier]')).toHaveValue('grace');
});

test('whoever is signed in at one site gets into another without a password', { tag: FURTHER }, async ({ page, world }) => {
  const { bookstore, library } = world;
  const signInButton = page.getByRole('button', { name: 'Sign in' });

  await page.goto(bookstore.address);
  await signInButton.click();
  await enterPassword(page);
  await expect(page.locator('#profile-name')).toHaveText('Alice Example');

  await page.goto(library.address);
  await expect(signInButton).toBeVisible();
  const pages = followPages(page);
  await signInButton.click();

  await expect(page.locator('#profile-name')).toHaveText('Alice Example');
  expect(pages.map(({ origin, pathname }) => `${origin}${pathname}`)).toEqual([
    library.callback,
    `${library.address}/`,
  ]);
});
