import { test as base } from '@playwright/test';

import { servePackage } from './package.js';
import { openWorld } from './world.js';

export { expect } from '@playwright/test';

/**
 * Playwright's `test` with
 * - `world`: sites, provider and Hugging Face, new for each test;
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
