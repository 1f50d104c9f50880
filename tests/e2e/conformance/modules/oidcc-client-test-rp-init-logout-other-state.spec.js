import { behaviour, expect, test } from '../module.js';
import { expectSignedOut, signInAndOut, UNTESTED } from '../sign-out.js';

test(
  ...behaviour(
    {
      provider: 'sends the visitor back with a `state` that is nobody’s',
      client: 'is signed out: it sends no `state`, and believes none that comes back',
      untested: UNTESTED,
    },
    async ({ page, world }) => {
      const back = `${world.bench.address}/?state=somebody-elses`;
      world.provider.tamper('/oidc/session/end/confirm', () => ({ headers: { Location: back } }));

      const { client } = await signInAndOut(page, world, back);

      expect(await client.call('isSignInRedirected', back)).toBe(false);
      expect(await client.failure('handleSignInCallback', back)).toMatchObject({
        isError: true,
        classes: ['LogtoClientError'],
        code: 'sign_in_session.not_found',
      });
      await expectSignedOut(page, client);
    }
  )
);
