// Many tabs of one site, at a provider that ends the session when a refresh token comes a second time.

import { sizes } from './sizes.js';
import { expect, test } from './test.js';

const { tabs: count, expiries } = sizes.strict;

test(`${count} tabs live through ${expiries} expiries on one refresh each, and no refresh token is spent twice`, async ({ openWorld, tabs }) => {
  const world = await openWorld({ reuseSeconds: 0 });

  const verdict = await tabs({
    title: `${count} tabs, strict`,
    world,
    count,
    expiries,
  });

  expect(verdict.spentAgain).toBe(0);
  expect(verdict.errors).toEqual({});
  expect(verdict.requests).toBeLessThanOrEqual(1.2 * verdict.expiries);
});
