// The tests of many tabs are worth something only if they see a session that is lost. Here one is.

import { expectOwnProcesses } from './chromium.js';
import { isAnyLost, openTabs } from './scenario.js';
import { expect, test } from './test.js';
import { until } from './until.js';
import { verdictOn } from './verdict.js';

test('two tabs without a lock spend one refresh token twice, and it is seen', async ({ browser, context, openWorld }) => {
  const world = await openWorld({ reuseSeconds: 0 });
  const tabs = await openTabs({
    world,
    newPage: () => context.newPage(),
    count: 2,
    habitsOf: () => ({ broken: 'lock' }),
  });
  await expectOwnProcesses(browser, tabs);

  // Neither is handled before both are there: so they are of the same time, on any machine.
  const waiting = [];
  const stopHolding = world.provider.fault('/oidc/token', () => ({
    until: new Promise((resolve) => {
      waiting.push(resolve);
      if (waiting.length === tabs.length) {
        stopHolding();
        waiting.forEach((release) => release());
      }
    }),
  }));
  // The first renewals end the session. Whoever does not hear of it then does so at the next one.
  const renewAll = async () => {
    await Promise.all(tabs.map((tab) => tab.call('renewAnyway')));
    return isAnyLost(tabs);
  };
  await until(renewAll, 'a tab knows that the session is over');

  const verdict = await verdictOn(tabs, world.ledger);
  expect(verdict.spentAgain).toBeGreaterThan(0);
  expect(verdict.revoked).not.toEqual([]);
  expect(verdict.lost).not.toEqual([]);
});
