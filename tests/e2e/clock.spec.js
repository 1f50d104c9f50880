// Devices whose clock is wrong.

import { expect, test } from './support/test.js';
import { goToCallback, signIn } from './support/visitor.js';
import { sampled } from './support/volume.js';
import { tokenRequests } from './support/world.js';

const HOUR = 3600;
const DAY = 24 * HOUR;

/** Seconds that an access token lives. */
const LIFE = 60;

/** The page's clock is so many seconds ahead. */
const setClock = (page, ahead) =>
  page.addInitScript((milliseconds) => {
    const { now } = Date;
    globalThis.ahead = milliseconds;
    Date.now = () => now() + globalThis.ahead;
  }, ahead * 1000);

/** For the page, so many seconds have passed. */
const passTime = (page, seconds) =>
  page.evaluate((milliseconds) => {
    globalThis.ahead += milliseconds;
  }, seconds * 1000);

for (const [ahead, details] of sampled([-DAY + 120, -HOUR, DAY - 120, HOUR], Math.sign)) {
  test.describe(`a clock that is ${Math.abs(ahead)} seconds ${ahead < 0 ? 'behind' : 'ahead'}`, () => {
    test.use({ providerSettings: { accessTokenSeconds: LIFE } });

    test('signs in, renews in time, and loops nowhere', details, async ({ page, world }) => {
      await setClock(page, ahead);
      const client = await signIn(page, world, { config: { leeway: 0 } });
      expect(await client.call('isAuthenticated')).toBe(true);

      const first = await client.call('getAccessToken');
      expect(await client.call('getAccessToken')).toBe(first);
      expect(tokenRequests(world)).toEqual(['authorization_code']);

      await passTime(page, LIFE + 1);
      const second = await client.call('getAccessToken');
      expect(second).not.toBe(first);
      expect(await client.call('getAccessToken')).toBe(second);
      expect(await client.call('fetchUserInfo')).toMatchObject({ name: 'Alice Example' });
      expect(tokenRequests(world)).toEqual(['authorization_code', 'refresh_token']);
    });
  });
}

for (const [ahead, details] of sampled([-DAY - HOUR, DAY + HOUR])) {
  test(`a clock that is ${ahead} seconds off is named`, details, async ({ page, world }) => {
    await setClock(page, ahead);
    const client = await goToCallback(page, world);
    const error = await client.failure('handleSignInCallback', page.url());
    expect(error).toMatchObject({ classes: ['LogtoError'], code: 'id_token.invalid_iat' });
    expect(error.message).toContain('clock');
    expect(await client.call('isAuthenticated')).toBe(false);
  });
}
