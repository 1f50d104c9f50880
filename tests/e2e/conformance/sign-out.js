import { storages } from '../support/client.js';
import { signIn } from '../support/visitor.js';
import { expect } from './module.js';

/** What the three modules ask for besides the way back, and the client does not do. */
export const UNTESTED = 'an `id_token_hint`; the client sends `client_id` in its place';

/**
 * Signs in and out; answers the client and the parameters of the end-session request.
 *
 * @param {string} [back] where the provider leads in the end
 */
export const signInAndOut = async (page, world, back = `${world.bench.address}/`) => {
  const client = await signIn(page, world);
  const [request] = await Promise.all([
    page.waitForRequest((each) => each.url().startsWith(`${world.provider.issuer}/session/end?`)),
    client.leave('signOut', world.bench.address),
  ]);
  await page.waitForURL(back);

  return { client, parameters: Object.fromEntries(new URL(request.url()).searchParams) };
};

/** Nobody is signed in, and nothing of the app is left, nor of what came back. */
export const expectSignedOut = async (page, client) => {
  expect(await storages(page)).toEqual({ local: {}, session: {} });
  expect(await client.call('isAuthenticated')).toBe(false);
  expect(await client.failure('getIdTokenClaims')).toMatchObject({ code: 'not_authenticated' });
};
