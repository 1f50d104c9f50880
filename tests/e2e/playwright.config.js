import { defineConfig } from '@playwright/test';

import { artefacts } from './support/artefacts.js';
import { settings, WORKERS } from './support/settings.js';
import { FULL } from './support/volume.js';

/** Tests of many tabs mostly wait for tokens to expire: they do so beside the others. */
const WAITING = FULL ? 4 : 2;

/** They live as long as many tokens, and beside all the others. */
const PATIENCE = { timeout: 600_000, expect: { timeout: 60_000 } };

/** What runs in other engines, by their projects: `cargo xtask test` leaves those out that are not selected. */
const ENGINES = {
  firefox: ['e2e/tabs/firefox.spec.js', 'e2e/auto/engines/firefox.spec.js'],
  webkit: ['e2e/auto/engines/webkit.spec.js'],
};

export default defineConfig(settings, {
  outputDir: artefacts('playwright'),
  fullyParallel: true,
  workers: WAITING + Object.keys(ENGINES).length + WORKERS,
  projects: [
    {
      name: 'tabs',
      testMatch: 'e2e/tabs/*.spec.js',
      testIgnore: ENGINES.firefox,
      workers: WAITING,
      ...PATIENCE,
      // Their pages show nothing.
      use: { screenshot: 'off' },
    },
    ...Object.entries(ENGINES).map(([name, testMatch]) => ({
      name,
      testMatch,
      workers: 1,
      // They start a browser of their own.
      ...PATIENCE,
    })),
    {
      name: 'pages',
      // The examples have a configuration of their own.
      testIgnore: ['e2e/examples/**', 'e2e/tabs/**', 'e2e/auto/engines/**'],
      workers: WORKERS,
    },
  ],
});
