// `@logto/chrome-extension`, as it is published, on our package: as a real extension, which signs in by
// `chrome.identity` and keeps its session in `chrome.storage`.

import { chromium } from '@playwright/test';

import { launchOptions } from './support/chromium.js';
import { storages } from './support/client.js';
import { openExtension } from './support/extension.js';
import { expect, test as base } from './support/test.js';
import { enterPassword } from './support/visitor.js';
import { tokenRequests } from './support/world.js';
import { FURTHER } from './support/volume.js';

const test = base.extend({
  extension: async ({}, use) => {
    const extension = await openExtension();
    await use(extension);
    await extension.close();
  },

  /** A browser of its own, that has the extension. */
  context: async ({ extension, headless }, use) => {
    const options = launchOptions(['--enable-unsafe-extension-debugging'], { whole: true });
    const context = await chromium.launchPersistentContext('', {
      ...options,
      headless,
      ignoreDefaultArgs: ['--disable-extensions'],
    });
    // Not on the command line: Google's own Chrome takes none from there.
    const browser = await context.browser().newBrowserCDPSession();
    await browser.send('Extensions.loadUnpacked', { path: extension.folder });
    await use(context);
    await context.close();
  },
});

/** Asks the service worker; its answer may take the visitor's help. */
const ask = (page, action) =>
  page.evaluate((action) => chrome.runtime.sendMessage({ action }), action);

const stored = (page) => page.evaluate(() => chrome.storage.local.get(null));

const signIn = async (context, page, extension) => {
  await page.goto(extension.address);
  const opening = context.waitForEvent('page');
  const answer = ask(page, 'signIn');
  await enterPassword(await opening);

  return answer;
};

test("what the service worker signs in, in a window of Chrome's, is signed in on the extension's pages", async ({ context, extension, page }) => {
  // Nothing of the other package is in it.
  expect(extension.packages).toEqual(['@logto/chrome-extension', 'logto-wasm']);

  expect(await signIn(context, page, extension)).toEqual({});
  const keys = ['accessToken', 'idToken', 'refreshToken'].map((name) => `logto:extension:${name}`);
  expect(Object.keys(await stored(page)).sort()).toEqual(keys);
  expect(await storages(page)).toEqual({ local: {}, session: {} });
  expect(tokenRequests(extension)).toEqual(['authorization_code']);

  await page.reload();
  const facts = await page.evaluate(async () => {
    const { client } = globalThis;
    const [first, refreshToken] = [await client.getAccessToken(), await client.getRefreshToken()];
    await client.clearAccessToken();
    return {
      isAuthenticated: await client.isAuthenticated(),
      claims: await client.getIdTokenClaims(),
      isRenewed: (await client.getAccessToken()) !== first,
      isRotated: (await client.getRefreshToken()) !== refreshToken,
      userInfo: await client.fetchUserInfo(),
    };
  });
  expect(facts).toMatchObject({
    isAuthenticated: true,
    claims: { aud: 'extension', name: 'Alice Example' },
    isRenewed: true,
    isRotated: true,
    userInfo: { name: 'Alice Example' },
  });
  expect(tokenRequests(extension)).toEqual(['authorization_code', 'refresh_token']);
});

test('signs out, here and at the provider', { tag: FURTHER }, async ({ context, extension, page }) => {
  await signIn(context, page, extension);

  expect(await ask(page, 'signOut')).toEqual({});

  expect(await stored(page)).toEqual({});
  expect(await page.evaluate(() => globalThis.client.isAuthenticated())).toBe(false);
  expect(extension.provider.requests).toContainEqual(
    expect.objectContaining({ method: 'POST', path: '/oidc/token/revocation', status: 200 })
  );
  // The password again: the provider has forgotten the visitor too.
  expect(await signIn(context, page, extension)).toEqual({});
});

test("a visitor who closes the window is not signed in, and the caller is told Chrome's words", { tag: FURTHER }, async ({ context, extension, page }) => {
  await page.goto(extension.address);
  const opening = context.waitForEvent('page');
  const answer = ask(page, 'signIn');
  const window = await opening;
  await expect(window.locator('input[name=password]')).toBeVisible();
  await window.close();

  expect(await answer).toEqual({ error: 'The user did not approve access.' });
  expect(await page.evaluate(() => globalThis.client.isAuthenticated())).toBe(false);
  expect(tokenRequests(extension)).toEqual([]);
});
