import { announce } from '../../support/forge.js';
import { expectRefusedCall } from '../../support/refusal.js';
import { benchClient } from '../../support/visitor.js';
import { behaviour, expect, refuses, requestsOf, test } from '../module.js';

const CODE = 'discovery.issuer_mismatched';

test(
  ...behaviour(
    {
      provider: 'answers metadata whose `issuer` is not the configured endpoint’s',
      client: `${refuses(CODE)}, and sends the visitor nowhere`,
    },
    async ({ page, world }) => {
      announce(world, { issuer: `${world.provider.issuer}1` });
      const client = benchClient(page, world);
      await page.goto(world.bench.address);

      await expectRefusedCall({ page, world, client }, ['signIn', world.bench.callback], {
        classes: ['LogtoError'],
        code: CODE,
      });
      expect(requestsOf(world, '/oidc/auth')).toBe(0);
    }
  )
);
