// A site without TLS that is not on this machine: browsers give its pages no `crypto.subtle`. (`tabs/plain-http.spec.js`
// has the rest of such a site, over many expiries.)

import { launchOptions } from './support/chromium.js';
import { inPage } from './support/in-page.js';
import { expect, test } from './support/test.js';
import { signIn } from './support/visitor.js';

const HOST = 'shop.test';

// Only names like `localhost` are trusted without TLS. Both names are this machine, so that no page asks for more of
// the network than it is of itself.
test.use({ launchOptions: launchOptions([`--host-resolver-rules=MAP ${HOST} 127.0.0.1`]) });

test('nothing can check a signature on plain http → crypto_subtle_unavailable', async ({ page, world }) => {
  const token = await (await signIn(page, world)).call('getIdToken');
  await page.goto(world.bench.address.replace('localhost', HOST));

  const outcome = await inPage(
    page,
    world,
    async ({ sdk, config }, token) => {
      const { jwtVerifier } = new sdk.default(config);
      const failure = await jwtVerifier.verifyIdToken(token).catch((error) => error);
      return ['subtle' in crypto, failure instanceof sdk.LogtoError, failure?.code];
    },
    token
  );

  expect(outcome).toEqual([false, true, 'crypto_subtle_unavailable']);
});
