// The core of the tests of many tabs, in the other engine that has locks between processes.

import { startFirefox } from './firefox.js';
import { runScenario } from './scenario.js';
import { expect, test as base } from './test.js';

const TABS = 5;
const EXPIRIES = 10;

const test = base.extend({
  // It looks at the pages of Chromium, which is not wanted here.
  uncaught: [async ({}, use) => use([]), { auto: true }],
});

test('Firefox: 5 tabs live through 10 expiries on one refresh each', async ({ openWorld }) => {
  const world = await openWorld({ reuseSeconds: 0 });
  const firefox = await startFirefox();

  try {
    const verdict = await runScenario({
      title: `${TABS} tabs in Firefox, strict`,
      world,
      newPage: firefox.newPage,
      count: TABS,
      expiries: EXPIRIES,
    });

    expect(verdict.spentAgain).toBe(0);
    expect(verdict.errors).toEqual({});
    expect(verdict.requests).toBeLessThanOrEqual(1.2 * verdict.expiries);
  } finally {
    await firefox.close();
  }
});
