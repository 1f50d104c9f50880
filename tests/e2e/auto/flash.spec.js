// Nobody sees, not for a moment, what is for other visitors.

import { finished, SEEN, seenOf, serveSlowly, SLOW } from './flash.js';
import { expect, signIn, test } from './test.js';
import { sampled } from '../support/volume.js';

for (const state of ['signed-out', 'signed-in']) {
  for (const [slow, details] of sampled(SLOW)) {
    test(`a slow ${slow}, ${state}`, details, async ({ page, auto, context }) => {
      if (state === 'signed-in') {
        auto.page('/', 'Home');
        await signIn(page, auto);
      }

      const release = serveSlowly(auto, slow, { '/tag': { isBlocking: true }, '/bare': {} });
      await page.goto(`${auto.address}/tag`, { waitUntil: 'commit' });
      await expect.poll(() => seenOf(page)).toMatchObject({ path: '/tag', isParsed: true });
      // The same page without the attribute is opened after it, and painted long before it.
      const bare = await context.newPage();
      await bare.goto(`${auto.address}/bare`, { waitUntil: 'commit' });
      await expect.poll(async () => (await seenOf(bare)).paintedAt).toBeGreaterThan(0);
      expect((await seenOf(bare)).frames[0], 'what would be seen otherwise').toContain('in out members');
      expect(await seenOf(page)).toMatchObject({ path: '/tag', frames: [], paintedAt: undefined });
      release();

      const { frames, knownAt, paintedAt } = await finished(page, '/tag', state);
      expect(new Set(frames)).toEqual(new Set([SEEN[state]]));
      expect(paintedAt).toBeGreaterThan(knownAt);
    });
  }
}

test('a page whose script is not there is shown all the same', async ({ page, auto }) => {
  auto.page('/', '<p data-logto-show="signed-in">Drawn</p>', { attributes: { src: '/logto-wasm/none.js' } });
  await page.goto(auto.address);

  await expect(page.getByText('Drawn')).toBeVisible();
  await expect
    .poll(() => page.evaluate(() => performance.getEntriesByName('first-contentful-paint').length))
    .toBe(1);
});
