import { signIn } from '../../support/visitor.js';
import { behaviour, expect, test } from '../module.js';

const scopes = ['email', 'phone', 'address'];

test(
  ...behaviour(
    {
      provider: 'answers the claims of the scopes that were asked for',
      client: 'asks for `openid`, `profile`, and the scopes of its configuration, and hands out their claims',
    },
    async ({ page, world }) => {
      const begun = page.waitForRequest((request) => request.url().startsWith(`${world.provider.issuer}/auth?`));
      const client = await signIn(page, world, { config: { scopes } });

      const asked = new URL((await begun).url()).searchParams.get('scope').split(' ');
      expect(asked).toEqual(expect.arrayContaining(['openid', 'profile', ...scopes]));
      expect(await client.call('fetchUserInfo')).toMatchObject({
        name: 'Alice Example',
        email: 'alice@example.test',
        phone_number_verified: false,
      });
    }
  )
);
