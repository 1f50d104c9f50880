import { test as base } from '../test.js';
import { Visitor } from './visitor.js';

export const MARKUP = '<img src=x onerror="window.hacked = true"><b>Bold</b>';

const PEOPLE = [
  { username: 'alice', password: 'wonderland', name: 'Alice Example', roles: ['reader'] },
  // Up to something.
  { username: 'mallory', password: 'wonderland', name: MARKUP, picture: 'javascript:window.hacked=true' },
];

/**
 * The fixture `auto` in another browser: tests have `visitor`, who has a tab of it, and `newVisitor` for more of them
 * in the same profile.
 *
 * @param {(settings: object) => ReturnType<typeof import('../../support/webdriver/browser.js').startBrowser>} start
 */
export const testIn = (start) =>
  base.extend({
    people: [PEOPLE, { option: true }],

    // It looks at the pages of Chromium, which is not wanted here.
    uncaught: [async ({}, use) => use([]), { auto: true }],

    engine: [
      async ({}, use) => {
        // Tests wait for conditions of their own, and look at pages that are not there yet.
        const engine = await start({ capabilities: { pageLoadStrategy: 'none' } });
        await use({ ...engine, firstPage: await engine.firstPage() });
        await engine.close();
      },
      { scope: 'worker' },
    ],

    visitor: async ({ engine, auto }, use) => {
      await use(new Visitor(engine.firstPage, auto));
    },

    newVisitor: async ({ engine, auto }, use) => {
      const opened = [];
      await use(async () => {
        const page = await engine.newPage();
        opened.push(page);
        return new Visitor(page, auto);
      });
      await Promise.all(opened.map((page) => page.close()));
    },
  });
