import { signIn } from '../../support/visitor.js';
import { tokenRequests } from '../../support/world.js';
import { behaviour, expect, test } from '../module.js';

test(
  ...behaviour(
    {
      provider: 'does nothing wrong',
      client: 'gets a new access token for the refresh token, and reads the user information with it',
    },
    async ({ page, world }) => {
      const client = await signIn(page, world);
      const first = await client.call('getAccessToken');

      const second = await client.call('getAccessToken', '', '', { forceRefresh: true });
      const [request] = await Promise.all([
        page.waitForRequest(`${world.provider.issuer}/me`),
        client.call('fetchUserInfo'),
      ]);

      expect(second).not.toBe(first);
      expect(await request.headerValue('authorization')).toBe(`Bearer ${second}`);
      expect(tokenRequests(world)).toEqual(['authorization_code', 'refresh_token']);
    }
  )
);
