// What somebody who followed the Webflow tutorial sees.

import { keepPicture } from './support/artefacts.js';
import { storages } from './support/client.js';
import { expect, test } from './support/test.js';
import {
  authorizeAtHuggingFace,
  enterHuggingFacePassword,
  enterPassword,
  followPages,
} from './support/visitor.js';
import { spend } from './support/world.js';

const signInButton = (page) => page.getByRole('button', { name: 'Sign in' });
const signOutButton = (page) => page.getByRole('button', { name: 'Sign out' });

const expectSignedOut = async (page, site) => {
  await expect(page).toHaveURL(`${site.address}/`);
  await expect(signInButton(page)).toBeVisible();
  await expect(signOutButton(page)).toBeHidden();
  await expect(page.locator('#profile')).toBeHidden();
};

const expectSignedIn = async (page, site, { name, picture }) => {
  await expect(page).toHaveURL(`${site.address}/`);
  await expect(page.locator('#profile-name')).toHaveText(name);
  await expect(page.locator('#profile-picture')).toBeVisible();
  await expect(page.locator('#profile-picture')).toHaveAttribute('src', picture);
  await expect(signOutButton(page)).toBeVisible();
  await expect(signInButton(page)).toBeHidden();
};

test('the tutorial, by password: sign in, see who you are, sign out', async ({ page, world }) => {
  const { bookstore, provider } = world;
  const alice = { name: 'Alice Example', picture: `${provider.endpoint}/avatars/alice.svg` };

  await page.goto(bookstore.address);
  await expectSignedOut(page, bookstore);
  await keepPicture(page, 'password-1-home-signed-out');

  await signInButton(page).click();
  await expect(page).toHaveURL(`${provider.endpoint}/sign-in?app_id=bookstore`);
  await keepPicture(page, 'password-2-provider-sign-in');
  const pages = followPages(page);
  await enterPassword(page);

  await expectSignedIn(page, bookstore, alice);
  expect(pages.map(({ pathname }) => pathname)).toEqual(['/callback', '/']);
  await keepPicture(page, 'password-3-home-signed-in');

  const refreshToken = (await storages(page)).local['logto:bookstore:refreshToken'];
  expect(refreshToken).toBeTruthy();
  provider.clearRequests();
  await signOutButton(page).click();

  await expectSignedOut(page, bookstore);
  await keepPicture(page, 'password-4-home-signed-out-again');
  expect(await storages(page)).toEqual({ local: {}, session: {} });
  expect(provider.requests).toContainEqual(
    expect.objectContaining({ method: 'POST', path: '/oidc/token/revocation', status: 200 })
  );
  expect(await spend(world, 'bookstore', refreshToken)).toMatchObject({
    status: 400,
    error: 'invalid_grant',
  });
});

test('after signing out, the next sign-in asks for the password again', async ({ page, world }) => {
  const { bookstore, provider } = world;

  await page.goto(bookstore.address);
  await signInButton(page).click();
  await enterPassword(page);
  await signOutButton(page).click();
  // Loaded: until then, nobody listens to its buttons.
  await page.waitForURL(`${bookstore.address}/`);
  await signInButton(page).click();

  await expect(page).toHaveURL(`${provider.endpoint}/sign-in?app_id=bookstore`);
  await expect(page.locator('input[name=password]')).toBeVisible();
});

test('a wrong password stays on the page of the provider', async ({ page, world }) => {
  await page.goto(world.bookstore.address);
  await signInButton(page).click();
  await enterPassword(page, 'alice', 'looking-glass');

  await expect(page.locator('#sign-in-error')).toBeVisible();
  await keepPicture(page, 'password-wrong');
  await enterPassword(page);
  await expect(page.locator('#profile-name')).toHaveText('Alice Example');
});

test('the tutorial, by "Continue with Hugging Face"', async ({ page, world }) => {
  const { bookstore, huggingFace } = world;

  await page.goto(bookstore.address);
  await signInButton(page).click();
  await page.getByText('Continue with Hugging Face').click();

  await expect(page).toHaveURL((url) => url.href.startsWith(`${huggingFace.endpoint}/login?`));
  await keepPicture(page, 'hugging-face-1-sign-in');
  await enterHuggingFacePassword(page);
  await expect(page).toHaveURL((url) => url.pathname === '/oauth/authorize');
  await keepPicture(page, 'hugging-face-2-consent');
  await authorizeAtHuggingFace(page);

  await expectSignedIn(page, bookstore, {
    name: 'Ada Lovelace',
    picture: `${huggingFace.endpoint}/avatars/ada.svg`,
  });
  await keepPicture(page, 'hugging-face-3-home-signed-in');
});

test('whoever cancels at Hugging Face can still sign in by password', async ({ page, world }) => {
  const { bookstore, provider } = world;

  await page.goto(bookstore.address);
  await signInButton(page).click();
  await page.getByText('Continue with Hugging Face').click();
  await enterHuggingFacePassword(page);
  await page.locator('button[name=decision][value=cancel]').click();

  await expect(page).toHaveURL((url) => url.href.startsWith(`${provider.endpoint}/sign-in?`));
  await keepPicture(page, 'hugging-face-cancelled');
  await enterPassword(page);
  await expect(page.locator('#profile-name')).toHaveText('Alice Example');
});

test('the callback page shows what it says while the sign-in is completed', async ({ page, world }) => {
  // The provider's answer is held back: nobody could look at the page otherwise.
  let answer;
  const answered = new Promise((resolve) => {
    answer = resolve;
  });
  world.provider.tamper('/oidc/token', async () => {
    await answered;
  });

  await page.goto(world.bookstore.address);
  await signInButton(page).click();
  await enterPassword(page);
  await expect(page.getByRole('heading', { name: 'Redirection...' })).toBeVisible();
  await keepPicture(page, 'callback');
  answer();

  await expect(page.locator('#profile-name')).toHaveText('Alice Example');
});
