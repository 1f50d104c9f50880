// What the layer adds has no violations that axe knows of, and works where a policy is strict.

import { violations } from '../support/axe.js';
import { expect, LIBRARY, ready, signIn, test } from './test.js';
import { FURTHER, sampled } from '../support/volume.js';

const BODY = `<main>
  <h1>Home</h1>
  <div data-logto="sign-in" data-logto-show="signed-out">Sign in</div>
  <p data-logto-show="signed-in">Hello <span data-logto-text="name"></span></p>
  <img data-logto-src="picture" src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" alt="Your picture">
  <span data-logto="switch-organization" data-logto-organization="${LIBRARY.id}">Library</span>
  <form data-logto-form><label>Name <input name="name"></label></form>
  <p data-logto-error></p>
</main>`;

test('signed out, and after an error', { tag: FURTHER }, async ({ page, auto }) => {
  auto.provider.fault('/oidc/.well-known/openid-configuration', () => ({ reset: true }));
  auto.page('/', BODY);
  await page.goto(auto.address);
  await ready(page, 'signed-out');
  expect(await violations(page)).toEqual([]);

  await page.getByRole('button', { name: 'Sign in' }).click();
  await ready(page, 'error');
  expect(await violations(page)).toEqual([]);
});

test('signed in', async ({ page, auto }) => {
  auto.page('/', BODY);
  await signIn(page, auto);

  expect(await violations(page)).toEqual([]);
});

test('with a notice', { tag: FURTHER }, async ({ page, auto }) => {
  auto.provider.fault('/oidc/.well-known/openid-configuration', () => ({ reset: true }));
  auto.page('/members', '<main><h1>Members</h1></main>', {
    bodyTag: '<body data-logto-require="signed-in">',
  });
  await page.goto(`${auto.address}/members`);
  await expect(page.getByRole('alert')).toBeVisible();

  expect(await violations(page)).toEqual([]);
});

test('a policy that forbids styles and scripts of the page’s own', async ({ page, auto }) => {
  const { origin } = new URL(auto.provider.endpoint);
  const policy = `default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src ${origin}; img-src data:`;
  const complaints = [];
  page.on('console', (message) => complaints.push(message.text()));
  auto.headers.set('/', { 'content-security-policy': policy });
  auto.page('/', `${BODY}<b data-logto-show="signed-in">hidden</b>`);
  await page.goto(auto.address);
  await ready(page, 'signed-out');

  await expect(page.getByText('hidden')).toBeHidden();
  expect(complaints).toEqual([]);
});

for (const [colorScheme, details] of sampled(['light', 'dark'])) {
  test(`with the panel, ${colorScheme}`, details, async ({ page, auto }) => {
    await page.emulateMedia({ colorScheme });
    auto.page('/', `${BODY}<p data-logto-show="admin">x</p>`, { attributes: { 'data-logto-callback': '/elsewhere' } });
    await page.goto(`${auto.address}/?logto-debug`);
    await expect(page.locator('logto-debug .sum')).toHaveClass('sum wrong');
    await page.locator('logto-debug summary').click();
    expect(await violations(page)).toEqual([]);

    await page.getByRole('button', { name: 'Show the results' }).click();
    expect(await violations(page)).toEqual([]);
  });
}
