import { forgeIdTokens, withClaims } from '../support/forge.js';
import { expectRefusedCall } from '../support/refusal.js';
import { signIn } from '../support/visitor.js';
import { RESOURCES, tokenRequests } from '../support/world.js';
import { behaviour, expect, refuses, requestsOf } from './module.js';

/**
 * A renewal whose ID token says something else than the one of the sign-in (OIDC Core §12.2): the client
 * takes nothing of the answer, and the visitor stays signed in with what there was.
 *
 * @param {object} module
 * @param {string} module.provider what the provider does
 * @param {string} module.code the error
 * @param {(claims: object) => object} module.change the claims that are different
 */
export const renewalRefusal = ({ provider, code, change }) =>
  behaviour({ provider, client: refuses(code) }, async ({ page, world }) => {
    const client = await signIn(page, world, { config: { resources: RESOURCES } });
    forgeIdTokens(world, withClaims(change)(world));

    await expectRefusedCall({ page, world, client }, ['getAccessToken', RESOURCES[0]], {
      classes: ['LogtoError'],
      code,
    });

    expect(await client.call('isAuthenticated')).toBe(true);
    expect(tokenRequests(world)).toEqual(['authorization_code', 'refresh_token']);
    expect(requestsOf(world, '/oidc/me')).toBe(0);
  });
