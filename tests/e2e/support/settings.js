import { launchOptions } from './chromium.js';
import { packed } from './package.js';
import { leftOut } from './volume.js';

// Said once, here, and not by every test.
packed();

/** Tests that keep a machine of two cores busy. */
export const WORKERS = 2;

/** What all configurations of Playwright have in common. */
export const settings = {
  testDir: '.',
  testMatch: '*.spec.js',
  forbidOnly: true,
  grepInvert: leftOut,
  workers: WORKERS,
  // A test that passes the second time has found something.
  retries: 0,
  // For what hangs. A machine that is busy is slow, not broken.
  timeout: 90_000,
  expect: { timeout: 30_000 },
  reporter: 'list',
  use: {
    browserName: 'chromium',
    headless: true,
    screenshot: 'only-on-failure',
    launchOptions: launchOptions(),
  },
};
