import { test as base } from '../support/test.js';
import { expectOwnProcesses } from './chromium.js';
import { runScenario } from './scenario.js';
import { openTabsWorld } from './world.js';

export { expect } from '@playwright/test';

/**
 * Playwright's `test` with
 * - `openWorld`: opens what many tabs need; closed at the end;
 * - `tabs`: `runScenario` in Chromium, in one profile.
 */
export const test = base.extend({
  openWorld: async ({ packageDir }, use) => {
    const opened = [];
    await use(async (settings) => {
      const world = await openTabsWorld(packageDir, settings);
      opened.push(world);
      return world;
    });
    await Promise.all(opened.map((world) => world.close()));
  },

  tabs: async ({ browser, context }, use) => {
    await use((scenario) =>
      runScenario({
        newPage: () => context.newPage(),
        onOpen: (tabs) => expectOwnProcesses(browser, tabs),
        ...scenario,
      })
    );
  },
});
