import { signIn } from '../../support/visitor.js';
import { behaviour, expect, expectSignedIn, requestsOf, test } from '../module.js';

/** Nowhere that anybody would look without having read it. */
const routes = { authorization: '/begin', token: '/exchange', userinfo: '/who', jwks: '/signed-by' };

test.use({ providerSettings: { routes } });

test(
  ...behaviour(
    {
      provider: 'has its endpoints where only its metadata says',
      client: 'reads the metadata first, and sends its requests there',
    },
    async ({ page, world }) => {
      const client = await signIn(page, world);
      await expectSignedIn(client);

      const paths = world.provider.requests.map(({ path }) => path).filter((path) => path.startsWith('/oidc/'));
      expect(paths[0]).toBe('/oidc/.well-known/openid-configuration');
      for (const path of Object.values(routes)) {
        expect(requestsOf(world, `/oidc${path}`), path).toBe(1);
      }
    }
  )
);
