// Next.js: its server renders the pages with the SDK imported, and the browser takes them over.

import { expect, openForTests, test } from '../support/example-test.js';
import { built, inDevelopment } from '../support/next.js';
import { testInstalled, testShelf } from '../support/shelf.js';
import { FURTHER } from '../support/volume.js';

test.describe('', { tag: FURTHER }, () => {
  testInstalled('next');

  for (const [how, serve] of [
    ['built', built],
    ['in development', inDevelopment],
  ]) {
    test.describe(how, () => {
      const app = openForTests(serve);

      test('the server renders the pages', async ({ request }) => {
        for (const [path, heading] of [
          ['/', 'Your shelf'],
          ['/callback', 'Signing you in…'],
        ]) {
          const response = await request.get(`${app.address}${path}`);
          const html = await response.text();

          expect(response.status()).toBe(200);
          expect(html).toContain(`>${heading}</h1>`);
          // `UserScope.Email`, in a component that only the server has.
          expect(html).toContain('your profile and email');
        }
      });

      testShelf(app, `next-${how.replace(' ', '-')}`);
    });
  }
});
