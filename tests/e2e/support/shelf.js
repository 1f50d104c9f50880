import { readFile } from 'node:fs/promises';
import path from 'node:path';

import { keepPicture } from './artefacts.js';
import { expect, test } from './example-test.js';
import { fileInExample } from './example.js';
import { packed } from './package.js';
import { enterPassword } from './visitor.js';
import { tokenRequests } from './world.js';

const button = (page, name) => page.getByRole('button', { name });

/**
 * What the examples that use the package by itself do, as tests.
 *
 * @param {ReturnType<typeof import('./example-test.js').openForTests>} app
 * @param {string} name of the pictures
 * @param {string} [callback] the path of the redirect URI
 */
export const testShelf = (app, name, callback = '/callback') => {
  const picture = (page, what) => keepPicture(page, `${name}-${what}`);

  test('signs in, is still signed in after a reload, and signs out', async ({ page }) => {
    const expectAlice = async () => {
      await expect(page.getByText('Alice Example')).toBeVisible();
      await expect(page.getByText('alice@example.test')).toBeVisible();
      // It is no wider than nothing until it is there.
      await expect(page.locator('main img')).not.toHaveJSProperty('naturalWidth', 0);
    };

    await page.goto(app.address);
    await expect(button(page, 'Sign in')).toBeVisible();
    await picture(page, '1-signed-out');
    await button(page, 'Sign in').click();
    await enterPassword(page);
    await page.waitForURL(`${app.address}/`);
    await expectAlice();
    await picture(page, '2-signed-in');

    await page.reload();
    await expectAlice();

    await button(page, 'Sign out').click();
    await expect(button(page, 'Sign in')).toBeVisible();
    await page.reload();
    await expect(button(page, 'Sign in')).toBeVisible();
    // Once, although React's strict mode runs every effect twice in development.
    expect(tokenRequests(app)).toEqual(['authorization_code']);
  });

  test('signs in without WebAssembly, by a file that is fetched for that', async ({ page }) => {
    const scripts = new Set();
    page.on('request', (request) => {
      if (request.resourceType() === 'script') scripts.add(request.url());
    });
    const weigh = async () => {
      const texts = await Promise.all([...scripts].map(async (url) => (await fetch(url)).text()));
      return texts.reduce((sum, { length }) => sum + length, 0);
    };

    await page.goto(app.address);
    await expect(button(page, 'Sign in')).toBeVisible();
    const usual = await weigh();
    scripts.clear();

    await page.addInitScript(() => {
      delete globalThis.WebAssembly;
    });
    await page.goto(app.address);
    await button(page, 'Sign in').click();
    // When it is needed: nothing was, to show the button.
    await expect.poll(weigh).toBeGreaterThan(usual + 200_000);
    await enterPassword(page);
    await page.waitForURL(`${app.address}/`);
    await expect(page.getByText('Alice Example')).toBeVisible();
    expect(tokenRequests(app)).toEqual(['authorization_code']);
  });

  test('tells of a callback that belongs to no sign-in, and leads back', async ({ page }) => {
    await page.goto(`${app.address}${callback}?code=1&state=1`);
    await expect(page.locator('main').getByRole('alert')).toHaveText('Sign-in session not found.');
    await picture(page, '3-refused');

    await page.getByRole('link', { name: 'Back to your shelf' }).click();
    await expect(button(page, 'Sign in')).toBeVisible();
  });
};

/** Whatever put it there: what an example runs on is what was packed. */
export const testInstalled = (example) =>
  test('has the packed package installed', async () => {
    const entry = 'dist/index.js';
    const installed = await readFile(fileInExample(example, `node_modules/logto-wasm/${entry}`));

    expect(installed.equals(await readFile(path.join(packed(), entry)))).toBe(true);
  });
