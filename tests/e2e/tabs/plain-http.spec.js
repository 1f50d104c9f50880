// Several tabs of a site without TLS: no locks between tabs there, and no `crypto.subtle`.

import { launchOptions } from '../support/chromium.js';
import { sizes } from './sizes.js';
import { expect, test } from './test.js';

const HOST = 'shop.test';
const { tabs: count, expiries } = sizes.plainHttp;

// Only names like `localhost` are trusted without TLS. Both names are this machine, so that no page asks
// for more of the network than it is of itself.
test.use({ launchOptions: launchOptions([`--host-resolver-rules=MAP ${HOST} 127.0.0.1`]) });

test(`plain http: ${count} tabs live through ${expiries} expiries on one refresh each`, async ({ context, openWorld, tabs }) => {
  const world = await openWorld({ reuseSeconds: 0, host: HOST });
  const page = await context.newPage();
  await page.goto(world.page);
  expect(
    await page.evaluate(() => ({
      isSecureContext,
      locks: 'locks' in navigator,
      subtle: 'subtle' in crypto,
    }))
  ).toEqual({ isSecureContext: false, locks: false, subtle: false });
  await page.close();

  const verdict = await tabs({
    title: `${count} tabs on plain http, strict`,
    world,
    count,
    expiries,
  });

  expect(verdict.spentAgain).toBe(0);
  expect(verdict.errors).toEqual({});
  expect(verdict.requests).toBeLessThanOrEqual(1.2 * verdict.expiries);
});
