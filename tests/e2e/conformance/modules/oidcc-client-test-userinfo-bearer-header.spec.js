import { signIn } from '../../support/visitor.js';
import { behaviour, expect, test } from '../module.js';

test(
  ...behaviour(
    {
      provider: 'does nothing wrong',
      client: 'sends the access token in the `Authorization` header, by GET, and nowhere else',
    },
    async ({ page, world }) => {
      const client = await signIn(page, world);
      const accessToken = await client.call('getAccessToken');

      const [request] = await Promise.all([
        page.waitForRequest(`${world.provider.issuer}/me`),
        client.call('fetchUserInfo'),
      ]);

      expect(request.method()).toBe('GET');
      expect(await request.headerValue('authorization')).toBe(`Bearer ${accessToken}`);
      expect(request.postData()).toBe(null);
    }
  )
);
