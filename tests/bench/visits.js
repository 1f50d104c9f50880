/** What visitors do on the site. */
import { enterPassword } from '../e2e/support/visitor.js';

/** Runs `work` in a tab of a new browser context, which has no cache and no storage yet. */
export const inNewContext = async (browser, work) => {
  const context = await browser.newContext();

  try {
    return await inNewTab(context, work);
  } finally {
    await context.close();
  }
};

/**
 * Runs `work` in a new tab of a browser that may have opened the site before.
 *
 * @template T
 * @param {import('@playwright/test').BrowserContext} context
 * @param {(tab: Tab) => Promise<T>} work
 *
 * @typedef {{ page: import('@playwright/test').Page, session: import('@playwright/test').CDPSession }} Tab
 */
export const inNewTab = async (context, work) => {
  const page = await context.newPage();

  try {
    return await work({ page, session: await context.newCDPSession(page) });
  } finally {
    await page.close();
  }
};

/** Opens the page that asks who is signed in; answers how many milliseconds after the navigation it knew. */
export const openHome = async (page, { site }, library) => {
  await page.goto(site.home(library));

  return page.evaluate(() => globalThis.answered);
};

/** How long a visitor holds down the button of the mouse, in milliseconds. */
export const PRESSED = 80;

/** An empty part of the page, far from the button. */
const NOWHERE = { x: 600, y: 400 };

/**
 * Clicks as a visitor does: the pointer moves to the place, and the button of the mouse is held down for a moment. The
 * browser is sent the input, so that the page gets all the events of a real click.
 */
const clickAt = async (page, { x, y }) => {
  await page.mouse.move(x, y, { steps: 5 });
  await page.mouse.down();
  await page.waitForTimeout(PRESSED);
  await page.mouse.up();
};

/** Clicks on an empty part of the page. */
export const clickNowhere = (page) => clickAt(page, NOWHERE);

/** Clicks "Sign in", and is on the provider's page. */
export const leaveForProvider = async (page, world, library) => {
  const { x, y, width, height } = await page.locator('#sign-in').boundingBox();

  await clickAt(page, { x: x + width / 2, y: y + height / 2 });
  await page.waitForURL((url) => url.origin === world.providerOf(library).endpoint);
};

/** Enters the password, and is on the callback page; answers how long the callback took there. */
export const handleCallback = async (page, { site }, library) => {
  await enterPassword(page);
  await page.waitForURL(({ origin, pathname }) => origin + pathname === site.callback(library));

  return page.evaluate(() => globalThis.handled);
};

/** Signs in: from the first page to the end of the callback. */
export const signIn = async (page, world, library) => {
  await openHome(page, world, library);
  await leaveForProvider(page, world, library);

  return handleCallback(page, world, library);
};
