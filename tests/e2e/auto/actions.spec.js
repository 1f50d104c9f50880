// What elements do by their attributes.

import { enterHuggingFacePassword, authorizeAtHuggingFace, followPages } from '../support/visitor.js';
import { tokenRequests } from '../support/world.js';
import { expect, ready, signIn, signInBy, test } from './test.js';

test('signs in, comes back to the page, and signs out', async ({ page, auto }) => {
  auto.page('/', '<h1>Home</h1>');
  auto.page(
    '/shelf',
    `<button data-logto="sign-in" data-logto-show="signed-out">Sign in</button>
     <button data-logto="sign-out" data-logto-show="signed-in">Sign out</button>
     <p data-logto-text="name"></p>`
  );
  await page.goto(`${auto.address}/shelf?of=alice#books`);
  await ready(page, 'signed-out');
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeHidden();

  const pages = followPages(page);
  await signInBy(page, page.getByRole('button', { name: 'Sign in' }));
  await page.waitForURL(`${auto.address}/shelf?of=alice#books`);
  await ready(page, 'signed-in');

  await expect(page.locator('p')).toHaveText('Alice Example');
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeHidden();
  expect(tokenRequests(auto)).toEqual(['authorization_code']);
  expect(pages.map(({ pathname }) => pathname).filter((path) => path !== '/sign-in')).toEqual(['/', '/shelf']);

  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.waitForURL(`${auto.address}/`);
  await ready(page, 'signed-out');
  expect(await page.evaluate(() => ({ ...localStorage }))).toEqual({});
});
