import { behaviour, expect, test } from '../module.js';
import { expectSignedOut, signInAndOut, UNTESTED } from '../sign-out.js';

test(
  ...behaviour(
    {
      provider: 'sends the visitor back without a `state`',
      client: 'is signed out: it sends no `state`, and looks for none',
      untested: UNTESTED,
    },
    async ({ page, world }) => {
      const { client, parameters } = await signInAndOut(page, world);

      expect(parameters).not.toHaveProperty('state');
      expect(await client.call('isSignInRedirected', page.url())).toBe(false);
      await expectSignedOut(page, client);
    }
  )
);
