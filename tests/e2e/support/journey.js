import { readFile } from 'node:fs/promises';
import path from 'node:path';

import { keepPicture } from './artefacts.js';
import { expect, openForTests, test } from './example-test.js';
import { fileInExample, ORGANIZATION } from './example.js';
import { packed, THEIRS } from './package.js';
import { enterPassword } from './visitor.js';
import { tokenRequests } from './world.js';

/** In `@logto/browser`, by way of a package that only it needs. */
const THEIR_WORDS = 'no applicable key found in the JSON Web Key Set';

const button = (page, name) => page.getByRole('button', { name });

const banner = (page) => page.getByRole('banner');

/** The answer that a part of the page shows. */
const answer = async (page, title) =>
  JSON.parse(await page.getByRole('region', { name: title }).locator('pre').textContent());

/**
 * What every app does, as tests: signs in, calls an API, is somebody in an organization, stays
 * signed in, signs out.
 *
 * @param {string} name of the example's folder
 * @param {string} how it is served
 * @param {(example: string) => Parameters<typeof openForTests>[0]} serve
 * @param {(signIn: (page: import('@playwright/test').Page) => Promise<void>, app: object) => void} [more]
 *   tests of this app alone
 */
export const testJourney = (name, how, serve, more) => {
  test.describe(`${name}, ${how}`, () => {
    const app = openForTests(serve(name));
    const picture = (page, what) => keepPicture(page, `${name}-${how.replace(' ', '-')}-${what}`);

    const goToProvider = async (page) => {
      await page.goto(app.address);
      await button(page, 'Sign in').click();
      await page.waitForURL((url) => url.origin === app.provider.endpoint);
    };

    const signIn = async (page) => {
      await goToProvider(page);
      await enterPassword(page);
      await expect(banner(page)).toContainText('Alice Example');
    };

    more?.(signIn, app);

    test('signs in, with one exchange of the code', async ({ page }) => {
      await page.goto(app.address);
      await expect(button(page, 'Sign in')).toBeEnabled();
      await picture(page, '1-signed-out');

      await signIn(page);

      await expect(page).toHaveURL(`${app.address}/`);
      await expect(banner(page).locator('img')).toHaveAttribute('src', /alice\.svg$/);
      expect(tokenRequests(app)).toEqual(['authorization_code']);
    });

    test('calls the API with a token for it', async ({ page }) => {
      await signIn(page);

      await button(page, 'Call the API').click();

      const { books, reader } = await answer(page, 'Your books');
      expect(books.length).toBeGreaterThan(0);
      expect(app.api.accepted).toMatchObject([{ aud: app.resource, sub: reader }]);
      expect(tokenRequests(app)).toEqual(['authorization_code', 'refresh_token']);
    });

    test('gets a token of an organization', async ({ page }) => {
      await signIn(page);

      await button(page, 'Get an organization token').click();

      const { claims, books } = await answer(page, ORGANIZATION.name);
      expect(claims).toMatchObject({
        iss: app.provider.issuer,
        aud: `urn:logto:organization:${ORGANIZATION.id}`,
        scope: 'read:books',
      });
      expect(books.length).toBeGreaterThan(0);
      expect(app.api.accepted).toEqual([claims]);
      await picture(page, '2-signed-in');
      // The claims are those of the token that is there already.
      expect(tokenRequests(app)).toEqual(['authorization_code', 'refresh_token']);
    });

    test('is still signed in after a reload', async ({ page }) => {
      await signIn(page);
      app.provider.clearRequests();

      await page.reload();

      await expect(banner(page)).toContainText('Alice Example');
      expect(tokenRequests(app)).toEqual([]);
    });

    test('signs out, here and at the provider', async ({ page }) => {
      await signIn(page);

      await button(page, 'Sign out').click();

      await expect(button(page, 'Sign in')).toBeEnabled();
      await expect(page).toHaveURL(`${app.address}/`);
      expect(await page.evaluate(() => ({ ...localStorage }))).toEqual({});
      expect(app.provider.requests).toContainEqual(
        expect.objectContaining({ method: 'POST', path: '/oidc/token/revocation', status: 200 })
      );
      await button(page, 'Sign in').click();
      await expect(page.locator('input[name=password]')).toBeVisible();
    });

    test('signs in without WebAssembly', async ({ page }) => {
      await page.addInitScript(() => {
        delete globalThis.WebAssembly;
      });

      await signIn(page);

      await button(page, 'Call the API').click();
      expect((await answer(page, 'Your books')).books.length).toBeGreaterThan(0);
      expect(tokenRequests(app)).toEqual(['authorization_code', 'refresh_token']);
    });

    test('tells of a sign-in that was refused, and offers another', async ({
      page,
      complaints,
    }) => {
      const [request] = await Promise.all([
        page.waitForRequest((each) => each.url().startsWith(`${app.provider.issuer}/auth?`)),
        goToProvider(page),
      ]);
      const sent = new URL(request.url()).searchParams;

      const callback = new URL(sent.get('redirect_uri'));
      callback.search = new URLSearchParams({
        error: 'access_denied',
        error_description: 'The resource owner denied the request.',
        state: sent.get('state'),
        iss: app.provider.issuer,
      });
      await page.goto(callback.href);

      await expect(page.getByRole('alert')).toBeVisible();
      await picture(page, '3-refused');
      expect(complaints.splice(0)).not.toEqual([]);
      expect(tokenRequests(app)).toEqual([]);

      await page.getByRole('link', { name: 'Back to the start' }).click();
      await button(page, 'Sign in').click();
      await enterPassword(page);
      await expect(banner(page)).toContainText('Alice Example');
    });

    test('runs on the packed package, and has no other SDK in it', async ({ page, packageDir }) => {
      const scripts = new Set();
      page.on('request', (request) => {
        if (request.resourceType() === 'script') scripts.add(request.url());
      });
      await page.addInitScript(() => {
        globalThis.compiled = 0;
        WebAssembly.Module = new Proxy(WebAssembly.Module, {
          construct(...call) {
            globalThis.compiled += 1;
            return Reflect.construct(...call);
          },
        });
      });

      await signIn(page);

      // Of the page after the callback, which is a new one.
      expect(await page.evaluate(() => globalThis.compiled)).toBe(1);
      expect(await readFile(path.join(packageDir, THEIRS), 'utf8')).toContain(THEIR_WORDS);
      for (const script of scripts) {
        expect(await (await fetch(script)).text(), script).not.toContain(THEIR_WORDS);
      }

      const entry = 'dist/index.js';
      const installed = await readFile(fileInExample(name, `node_modules/@logto/browser/${entry}`));
      expect(installed.equals(await readFile(path.join(packed(), entry)))).toBe(true);
    });
  });
};
