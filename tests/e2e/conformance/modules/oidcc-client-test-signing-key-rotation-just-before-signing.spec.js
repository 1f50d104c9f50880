import { createSigningKey } from '../../../provider/index.js';
import { forgeIdTokens, publish } from '../../support/forge.js';
import { goToCallback } from '../../support/visitor.js';
import { behaviour, expect, expectSignedIn, requestsOf, test } from '../module.js';

test(
  ...behaviour(
    {
      provider: 'has a new key right before it signs the ID token: the client has the old one',
      client: 'fetches the keys again, and signs in',
    },
    async ({ page, world }) => {
      const client = await goToCallback(page, world);
      const next = createSigningKey();
      let published = world.provider.keys;
      // The client asks for keys and tokens at once: here, it always gets the keys first.
      const handedOut = new Promise((resolve) => {
        publish(world, () => {
          resolve();
          return [published.publicJwk];
        });
      });
      world.provider.tamper('/oidc/token', async () => {
        await handedOut;
        published = next;
      });
      forgeIdTokens(world, ({ claims }) => next.sign(claims));

      await client.call('handleSignInCallback', page.url());

      await expectSignedIn(client);
      expect(requestsOf(world, '/oidc/jwks')).toBe(2);
    }
  )
);
