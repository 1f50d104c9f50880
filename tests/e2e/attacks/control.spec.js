// What all other cases change something of is accepted as it is: so it is the change that is refused.

import { readStorages } from './storage.js';
import { TOKEN, USER_INFO } from './target.js';
import { expect, test } from './test.js';
import { RESOURCES } from '../support/world.js';

test('a callback of a sign-in that nobody clicked through is accepted', async ({ target, page }) => {
  await target.acceptsCallback();

  const { local, session } = await readStorages(page);
  expect(local['logto:bench:idToken']).toBe(target.good.id_token);
  expect(local['logto:bench:refreshToken']).toBe(target.good.refresh_token);
  expect(local['logto:bench:accessToken']).toContain(target.good.access_token);
  expect(session).not.toHaveProperty('logto:bench:signInSession');
  expect(target.requests(TOKEN)).toHaveLength(2);
});

test('a renewal whose answer is good is accepted', async ({ target, page }) => {
  await target.renew().acceptsRenewal();

  const { local } = await readStorages(page);
  expect(local['logto:bench:idToken']).toBe(target.good.id_token);
  expect(local['logto:bench:refreshToken']).toBe(target.good.refresh_token);
  expect(JSON.parse(local['logto:bench:accessToken'])).toMatchObject({
    '@': { token: target.somebody.access_token },
    [`@${RESOURCES[0]}`]: { token: target.good.access_token },
  });
});

test('user information of the user of the session is accepted', async ({ target }) => {
  await target.goTo(target.bench.address);
  const client = await target.arrive(target.signedIn());

  expect(await client.call('fetchUserInfo')).toEqual(target.userInfo);
  expect(target.requests(USER_INFO)).toHaveLength(1);
});
