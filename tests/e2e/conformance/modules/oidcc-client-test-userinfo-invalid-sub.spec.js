import { expectRefusedCall } from '../../support/refusal.js';
import { signIn } from '../../support/visitor.js';
import { behaviour, expect, refuses, requestsOf, test } from '../module.js';

const CODE = 'user_info.subject_mismatched';

test(
  ...behaviour(
    { provider: 'answers user information with another `sub` than the ID token', client: refuses(CODE) },
    async ({ page, world }) => {
      const client = await signIn(page, world);
      world.provider.tamper('/oidc/me', (_status, body) => ({ body: { ...body, sub: `${body.sub}1` } }));

      await expectRefusedCall({ page, world, client }, ['fetchUserInfo'], { classes: ['LogtoError'], code: CODE });
      expect(requestsOf(world, '/oidc/me')).toBe(1);
    }
  )
);
