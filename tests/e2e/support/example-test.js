import { openExample } from './example.js';
import { expect, test as base } from './test.js';

export { expect } from './test.js';

/** Playwright's `test` for the examples. */
export const test = base.extend({
  /**
   * Frameworks tell on the console what is wrong with an app, and browsers what they did not find.
   * Tests take out what they expect.
   */
  complaints: [
    async ({ context }, use) => {
      const complaints = [];
      context.on('console', (message) => {
        if (message.type() === 'error') {
          complaints.push(`${message.text()} ${message.location().url}`);
        }
      });
      await use(complaints);
      expect(complaints, 'errors on the console').toEqual([]);
    },
    { auto: true },
  ],
});

/**
 * Opens an example before the tests of a group, and closes it after them.
 *
 * @param {Parameters<typeof openExample>} settings
 * @returns {Awaited<ReturnType<typeof openExample>>} filled in by then; each test finds the provider
 * and the API as if nobody had called them
 */
export const openForTests = (...settings) => {
  const app = {};

  test.beforeAll(async () => {
    Object.assign(app, await openExample(...settings));
  });
  test.afterAll(() => app.close?.());
  test.beforeEach(() => {
    app.provider.clearRequests();
    app.api.accepted.length = 0;
  });

  return app;
};
