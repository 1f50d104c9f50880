// What there is to see in the guide for Webflow, in the order of a visit: each picture, and the way to it from a
// browser that has been nowhere yet.

import {
  authorizeAtHuggingFace,
  enterHuggingFacePassword,
  enterPassword,
} from '../e2e/support/visitor.js';

/** Until the page knows its visitor, and tells. */
const known = (page, state) => page.waitForSelector(`html[data-logto-state="${state}"]`);

const open = async (page, url, state = 'signed-out') => {
  await page.goto(url);
  await known(page, state);
};

const press = (page, name) => page.getByRole('button', { name, exact: true }).first().click();

const middle = (element) => element.evaluate((each) => each.scrollIntoView({ block: 'center' }));

/** Opens a page for members, and signs in for it. */
const signInFor = async (page, url, username, password) => {
  await page.goto(url);
  await enterPassword(page, username, password);
  await page.waitForURL(url);
  await known(page, 'signed-in');
};

/** By the start page, as a visitor of the demo would. */
const setNetwork = async (page, { start }, value) => {
  await page.goto(start);
  await page.locator(`#network-${value}`).check();
  await press(page, 'Apply');
  await page.locator(`#network-${value}[checked]`).waitFor();
};

/**
 * @typedef {{ start: string, site: string, own: { folder: string, address: string } }} Demo addresses: of its start
 *   page, of the site without code, and of a page that has something to repair
 * @type {Array<{
 *   file: string,
 *   visit: (page: import('@playwright/test').Page, demo: Demo) => Promise<void>,
 *   leave?: (page: import('@playwright/test').Page, demo: Demo) => Promise<void>,
 * }>}
 */
export const PICTURES = [
  {
    file: 'home-signed-out.png',
    visit: (page, { site }) => open(page, `${site}/`),
  },
  {
    file: 'own-site.png',
    async visit(page, { start, own }) {
      await page.goto(`${start}/#own`);
      // Where a folder is differs from one machine to the next.
      await page.evaluate((folder) => {
        const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);

        while (texts.nextNode()) {
          texts.currentNode.data = texts.currentNode.data.replaceAll(folder, '/home/you/logto-wasm/my-site');
        }
      }, own.folder);
      await page.locator('#own').evaluate((heading) => heading.scrollIntoView());
    },
  },
  {
    file: 'sign-in.png',
    async visit(page, { site }) {
      await open(page, `${site}/`);
      await press(page, 'Sign in');
      await page.locator('input[name=password]').waitFor();
    },
  },
  {
    file: 'home-signed-in.png',
    async visit(page, { site }) {
      await open(page, `${site}/`);
      await press(page, 'Sign in');
      await enterPassword(page);
      await page.waitForURL(`${site}/`);
      await known(page, 'signed-in');
    },
  },
  {
    file: 'hugging-face-button.png',
    async visit(page, { site }) {
      await open(page, `${site}/`);
      await middle(page.locator('#door-title'));
    },
  },
  {
    file: 'hugging-face.png',
    async visit(page, { site }) {
      await open(page, `${site}/`);
      await press(page, 'Continue with Hugging Face');
      await enterHuggingFacePassword(page);
      await page.locator('button[value=authorize]').waitFor();
    },
    // The stand-in has one account: whoever is asked next is asked anew.
    leave: authorizeAtHuggingFace,
  },
  {
    file: 'members.png',
    visit: (page, { site }) => signInFor(page, `${site}/members`, 'alice', 'wonderland'),
  },
  {
    file: 'admin.png',
    async visit(page, { site }) {
      await signInFor(page, `${site}/members`, 'grace', 'hopper');
      await middle(page.locator('#counter-title'));
    },
  },
  {
    file: 'profile.png',
    async visit(page, { site }) {
      await signInFor(page, `${site}/profile`, 'alice', 'wonderland');
      // Asked of the provider, after all else is there.
      await page.waitForFunction(() => document.querySelector('[name=genre]').value !== '');
    },
  },
  {
    file: 'error.png',
    async visit(page, demo) {
      await setNetwork(page, demo, 'down');
      await open(page, `${demo.site}/`);
      await press(page, 'Sign in');
      await known(page, 'error');
    },
    leave: (page, demo) => setNetwork(page, demo, 'right'),
  },
  {
    file: 'panel.png',
    async visit(page, { own }) {
      await page.goto(`${own.address}/?logto-debug`);
      await page.locator('logto-debug .sum.wrong').waitFor();
    },
  },
];
