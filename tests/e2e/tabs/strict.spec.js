// Many tabs of one site, at a provider that ends the session when a refresh token comes a second time.

import { expect, test } from './test.js';

const TABS = 10;
const EXPIRIES = 30;

test('10 tabs live through 30 expiries on one refresh each, and no refresh token is spent twice', async ({ openWorld, tabs }) => {
  const world = await openWorld({ reuseSeconds: 0 });

  const verdict = await tabs({
    title: `${TABS} tabs, strict`,
    world,
    count: TABS,
    expiries: EXPIRIES,
  });

  expect(verdict.spentAgain).toBe(0);
  expect(verdict.errors).toEqual({});
  expect(verdict.requests).toBeLessThanOrEqual(1.2 * verdict.expiries);
});
