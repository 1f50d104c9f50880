import { rotateKeys } from '../../support/forge.js';
import { signIn } from '../../support/visitor.js';
import { behaviour, expect, expectSignedIn, requestsOf, test } from '../module.js';

test(
  ...behaviour(
    {
      provider: 'has a new key when the visitor signs in for the second time',
      client: 'fetches the keys again, and signs in',
    },
    async ({ page, world }) => {
      const { bench } = world;
      const client = await signIn(page, world);
      expect(requestsOf(world, '/oidc/jwks')).toBe(1);

      rotateKeys(world);
      await page.goto(bench.address);
      await client.leave('signIn', { redirectUri: bench.callback });
      // Signed in at the provider already: it asks for nothing.
      await page.waitForURL((url) => url.href.startsWith(`${bench.callback}?`));
      await client.call('handleSignInCallback', page.url());

      await expectSignedIn(client);
      expect(requestsOf(world, '/oidc/jwks')).toBe(2);
    }
  )
);
