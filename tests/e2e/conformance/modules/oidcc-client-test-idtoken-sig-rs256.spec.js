import { parse } from '../../support/forge.js';
import { signIn } from '../../support/visitor.js';
import { behaviour, expect, expectSignedIn, test } from '../module.js';

test.use({ providerSettings: { signingAlgorithm: 'RS256' } });

test(
  ...behaviour(
    {
      provider: 'signs with RS256, and announces no other algorithm',
      client: 'signs in, and reads the user information',
    },
    async ({ page, world }) => {
      const client = await signIn(page, world);

      expect(parse(await client.call('getIdToken')).header.alg).toBe('RS256');
      await expectSignedIn(client);
    }
  )
);
