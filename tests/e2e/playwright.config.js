import { defineConfig } from '@playwright/test';

import { artefacts } from './support/artefacts.js';
import { settings, WORKERS } from './support/settings.js';

/** Tests of many tabs mostly wait for tokens to expire: they do so beside the others. */
const WAITING = 4;

/** They live as long as many tokens, and beside all the others. */
const PATIENCE = { timeout: 240_000, expect: { timeout: 60_000 } };

const FIREFOX = 'e2e/tabs/firefox.spec.js';

export default defineConfig(settings, {
  outputDir: artefacts('playwright'),
  fullyParallel: true,
  workers: WAITING + 1 + WORKERS,
  projects: [
    {
      name: 'tabs',
      testMatch: 'e2e/tabs/*.spec.js',
      testIgnore: FIREFOX,
      workers: WAITING,
      ...PATIENCE,
      // Their pages show nothing.
      use: { screenshot: 'off' },
    },
    {
      name: 'firefox',
      testMatch: FIREFOX,
      workers: 1,
      ...PATIENCE,
    },
    {
      name: 'pages',
      // The examples have a configuration of their own.
      testIgnore: ['e2e/examples/**', 'e2e/tabs/**'],
      workers: WORKERS,
    },
  ],
});
