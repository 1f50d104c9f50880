/**
 * The process behind `cargo xtask screenshots`: visits the demo as the guide for Webflow says, and takes its pictures
 * anew, so that they stay true.
 */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { chromium } from '@playwright/test';

import { launchOptions } from '../e2e/support/chromium.js';
import { packed } from '../e2e/support/package.js';
import { startDemo } from './demo.js';
import { PICTURES } from './pictures.js';

const folder = fileURLToPath(new URL('../../docs/webflow/', import.meta.url));

/** The same on every machine, as far as its fonts are. */
const CONTEXT = {
  viewport: { width: 1000, height: 625 },
  deviceScaleFactor: 1,
  colorScheme: 'light',
  reducedMotion: 'reduce',
  locale: 'en-GB',
  timezoneId: 'UTC',
};

/** Fonts and pictures come after the page. */
const isDrawn = (page) =>
  page.waitForFunction(
    async () => (await document.fonts.ready) && [...document.images].every(({ complete }) => complete)
  );

const take = async (browser, demo, { file, visit, leave }) => {
  const context = await browser.newContext(CONTEXT);
  const page = await context.newPage();

  try {
    await visit(page, demo);
    // What the pointer happens to be above would look otherwise.
    await page.mouse.move(0, 0);
    await isDrawn(page);
    await page.screenshot({ path: path.join(folder, file), animations: 'disabled', caret: 'hide' });
    await leave?.(page, demo);
  } finally {
    await context.close();
  }

  console.log(`docs/webflow/${file}`);
};

const demo = await startDemo(path.join(packed(), 'dist'));
const browser = await chromium.launch(launchOptions());

try {
  await mkdir(folder, { recursive: true });

  for (const picture of PICTURES) {
    await take(browser, demo, picture);
  }
} finally {
  await browser.close();
  await demo.close();
}
