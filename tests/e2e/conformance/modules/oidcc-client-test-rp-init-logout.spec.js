import { enterPassword } from '../../support/visitor.js';
import { behaviour, expect, test } from '../module.js';
import { expectSignedOut, signInAndOut, UNTESTED } from '../sign-out.js';

test(
  ...behaviour(
    {
      provider: 'ends its session, and sends the visitor back',
      client: 'is signed out, and signs in anew',
      untested: UNTESTED,
    },
    async ({ page, world }) => {
      const { bench } = world;
      const { client, parameters } = await signInAndOut(page, world);

      expect(parameters).toEqual({ client_id: bench.appId, post_logout_redirect_uri: bench.address });
      await expectSignedOut(page, client);

      await client.leave('signIn', bench.callback);
      // The provider has nobody signed in either: it asks for the password.
      await enterPassword(page);
      await page.waitForURL((url) => url.href.startsWith(`${bench.callback}?`));
      await client.call('handleSignInCallback', page.url());
      expect(await client.call('isAuthenticated')).toBe(true);
    }
  )
);
