import { test as base } from '../support/test.js';
import { BrowserEnvironment } from './browser.js';
import { Target } from './target.js';

export { expect } from '@playwright/test';

/**
 * Playwright's `test`, for hundreds of short cases:
 * - world and page are those of `ground`, and every case goes there anew;
 * - `target`: a visitor who comes back from a sign-in without having clicked through its pages.
 */
export const test = base.extend({
  world: async ({ ground }, use) => use(ground.world),
  context: async ({ ground }, use) => use(ground.context),
  page: async ({ ground }, use) => use(ground.page),

  target: async ({ ground }, use) => {
    const environment = new BrowserEnvironment(ground);
    await use(new Target(environment));
    environment.close();
  },
});
