/** What visitors do on the site. */
import { enterPassword } from '../e2e/support/visitor.js';

/** A tab of a browser that knows nothing, at `work`'s service. */
export const inNewContext = async (browser, work) => {
  const context = await browser.newContext();

  try {
    return await inNewTab(context, work);
  } finally {
    await context.close();
  }
};

/**
 * A tab of a browser that was here before.
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

/** Clicks "Sign in", and is on the provider's page. */
export const leaveForProvider = async (page, world, library) => {
  await page.locator('#sign-in').click();
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
