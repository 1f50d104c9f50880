import { test as base } from '../support/test.js';
import { openWorld } from '../support/world.js';
import { BrowserEnvironment } from './browser.js';
import { Target } from './target.js';

export { expect } from '@playwright/test';

/**
 * Playwright's `test`, for hundreds of short cases:
 * - the world and the page are opened once, and every case goes there anew;
 * - `target`: a visitor who comes back from a sign-in without having clicked through its pages.
 */
export const test = base.extend({
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

  world: async ({ ground }, use) => use(ground.world),
  context: async ({ ground }, use) => use(ground.context),
  page: async ({ ground }, use) => use(ground.page),

  target: async ({ ground }, use) => {
    const environment = new BrowserEnvironment(ground);
    await use(new Target(environment));
    environment.close();
  },
});
