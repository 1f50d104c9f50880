import { test as base } from '@playwright/test';

import { servePackage } from './package.js';
import { openWorld } from './world.js';

export { expect } from '@playwright/test';

/**
 * Playwright's `test` with
 * - `world`: sites, provider and Hugging Face, new for each test;
 * - `ground`: a world with a page, opened once for all tests of a process that ask for it. It is here and not with
 *   the tests that use it, since Playwright starts a process of its own for tests with further fixtures of processes;
 * - `providerSettings`: what the provider does differently (`test.use`);
 * - `siteHeaders`: more headers of the sites' answers (`test.use`);
 * - a check that no page had an error that nobody caught.
 */
export const test = base.extend({
  providerSettings: [{}, { option: true }],
  siteHeaders: [{}, { option: true }],

  packageDir: [
    async ({}, use) => {
      const { folder, remove } = await servePackage();
      await use(folder);
      await remove();
    },
    { scope: 'worker' },
  ],

  ground: [
    async ({ browser, packageDir }, use) => {
      const world = await openWorld(packageDir);
      const context = await browser.newContext();
      const page = await context.newPage();
      const metadata = await fetch(`${world.provider.issuer}/.well-known/openid-configuration`);

      await use({ world, context, page, metadata: await metadata.json() });
      await context.close();
      await world.close();
    },
    { scope: 'worker' },
  ],

  world: async ({ packageDir, providerSettings, siteHeaders }, use) => {
    const world = await openWorld(packageDir, providerSettings, siteHeaders);
    await use(world);
    await world.close();
  },

  uncaught: [
    // The page is asked for to be still there at the end.
    async ({ context, page: _ }, use) => {
      const uncaught = [];
      const note = (webError) => uncaught.push(webError.error());
      context.on('weberror', note);
      await use(uncaught);
      // A page tells of its errors in order: after an answer nothing earlier is on its way any more.
      await Promise.all(context.pages().map((page) => page.title().catch(() => {})));
      context.off('weberror', note);
      base.expect(uncaught, 'errors in pages that nobody caught').toEqual([]);
    },
    { auto: true },
  ],
});
