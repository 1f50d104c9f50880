import { defineConfig } from '@playwright/test';

import { artefacts } from './support/artefacts.js';
import { packed } from './support/package.js';

// Said once, here, and not by every test.
packed();

// Browsers speak to the network on their own account, too: a test that counts requests wants none
// of that. And Chrome does not start as root with its sandbox.
const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
];

export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.js',
  // They have a configuration of their own.
  testIgnore: 'e2e/examples/**',
  outputDir: artefacts('playwright'),
  fullyParallel: true,
  forbidOnly: true,
  workers: 2,
  // A test that passes the second time has found something.
  retries: 0,
  timeout: 30_000,
  expect: { timeout: 10_000 },
  reporter: 'list',
  use: {
    browserName: 'chromium',
    headless: true,
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: QUIET,
    },
  },
});
