import { randomUUID } from 'node:crypto';

import { signIn } from '../../support/visitor.js';
import { behaviour, expect, expectSignedIn, requestsOf, test } from '../module.js';

const jwks = `/jwks-${randomUUID()}`;

test.use({ providerSettings: { routes: { jwks } } });

test(
  ...behaviour(
    {
      provider: 'publishes its keys at a `jwks_uri` that is another one each time',
      client: 'reads it in the metadata, and verifies the ID token with the keys that are there',
    },
    async ({ page, world }) => {
      const client = await signIn(page, world);

      await expectSignedIn(client);
      expect(requestsOf(world, `/oidc${jwks}`)).toBe(1);
      expect(requestsOf(world, '/oidc/jwks')).toBe(0);
    }
  )
);
