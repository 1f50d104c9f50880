// The core of the tests of many tabs, in the other engine that has locks between processes.

import { startFirefox } from '../support/webdriver/firefox.js';
import { runScenario } from './scenario.js';
import { sizes } from './sizes.js';
import { expect, test as base } from './test.js';

const PREFERENCES = {
  // Of a window's tabs only one is in front: the timers of the others are slowed down otherwise.
  'dom.min_background_timeout_value': 4,
  'dom.min_background_timeout_value_without_budget_throttling': 4,
  'dom.timeout.enable_budget_timer_throttling': false,
  // Each tab of a site gets a process of its own, up to that many.
  'dom.ipc.processCount.webIsolated': 20,
};

const { tabs: count, expiries } = sizes.firefox;

const test = base.extend({
  // It looks at the pages of Chromium, which is not wanted here.
  uncaught: [async ({}, use) => use([]), { auto: true }],
});

test(`Firefox: ${count} tabs live through ${expiries} expiries on one refresh each`, async ({ openWorld }) => {
  const world = await openWorld({ reuseSeconds: 0 });
  const firefox = await startFirefox({ preferences: PREFERENCES });

  try {
    const verdict = await runScenario({
      title: `${count} tabs in Firefox, strict`,
      world,
      newPage: firefox.newPage,
      count,
      expiries,
    });

    expect(verdict.spentAgain).toBe(0);
    expect(verdict.errors).toEqual({});
    expect(verdict.requests).toBeLessThanOrEqual(1.2 * verdict.expiries);
  } finally {
    await firefox.close();
  }
});
