// The demo as people start it: its start page, the site without code with all that the provider's people see there,
// and what the switches make of it.

import { once } from 'node:events';
import net from 'node:net';
import { fileURLToPath } from 'node:url';

import { keepPicture } from './support/artefacts.js';
import { violations } from './support/axe.js';
import { startDemo } from './support/demo.js';
import { expect, test as base } from './support/test.js';
import {
  authorizeAtHuggingFace,
  enterHuggingFacePassword,
  enterPassword,
} from './support/visitor.js';
import { FURTHER } from './support/volume.js';

const OWN_SITE = fileURLToPath(new URL('../../examples/webflow/', import.meta.url));

const freePort = async () => {
  const server = net.createServer().listen(0);

  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return String(port);
};

const test = base.extend({
  demo: async ({ packageDir }, use) => {
    const ports = ['--port', '--site-port', '--no-code-port', '--own-site-port'].flatMap((flag) => [flag, '0']);
    const { addressOf, close } = await startDemo([
      ...ports,
      ...['--provider-port', await freePort(), '--hugging-face-port', await freePort()],
      ...['--own-site', OWN_SITE, '--package-dir', packageDir],
    ]);

    await use({ start: addressOf('Start page'), site: addressOf('Bookstore without code') });
    await close();
  },
});

const known = (page, state) => page.waitForSelector(`html[data-logto-state="${state}"]`, { state: 'attached' });

/** Looks at a page: nobody is left out, and people can look at it, too, as wide as a desk and a phone are. */
const look = async (page, name) => {
  expect(await violations(page), name).toEqual([]);
  await keepPicture(page, `demo-${name}`);
  await page.setViewportSize({ width: 390, height: 844 });
  await keepPicture(page, `demo-${name}-phone`);
  expect(await page.evaluate(() => document.documentElement.scrollWidth), `${name}: width`).toBe(390);
  await page.setViewportSize({ width: 1280, height: 720 });
};

test('the site without code, for whoever comes by, and for its people', async ({ page, demo }) => {
  const { start, site } = demo;

  await page.goto(start);
  await look(page, 'start');
  await page.getByRole('link', { name: 'Bookstore without code' }).click();
  await page.waitForURL(`${site}/`);
  await known(page, 'signed-out');
  await look(page, 'home-signed-out');

  // For members: to the provider and back.
  await page.goto(`${site}/members`);
  await enterPassword(page);
  await page.waitForURL(`${site}/members`);
  await known(page, 'signed-in');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.locator('[data-logto-show="role:admin"]').first()).toBeHidden();
  await look(page, 'members');

  await page.goto(`${site}/`);
  await known(page, 'signed-in');
  await expect(page.getByText('Alice Example').first()).toBeVisible();
  await look(page, 'home-signed-in');

  await page.goto(`${site}/profile`);
  await known(page, 'signed-in');
  await expect(page.getByText('Patron since 2019').first()).toBeVisible();
  await page.getByRole('button', { name: 'Speak for the club' }).click();
  await expect(page.locator('[data-logto-show="current-organization:slowbookclub"]').first()).toBeVisible();
  await look(page, 'profile');

  await page.getByRole('button', { name: 'Sign out' }).first().click();
  await page.waitForURL(`${site}/`);
  await known(page, 'signed-out');
});

test('the administrator, and whoever comes from Hugging Face', { tag: FURTHER }, async ({ page, demo, browser }) => {
  const { site } = demo;

  await page.goto(`${site}/members`);
  await enterPassword(page, 'grace', 'hopper');
  await page.waitForURL(`${site}/members`);
  await expect(page.locator('[data-logto-show="role:admin"]').first()).toBeVisible();
  await look(page, 'members-admin');

  const context = await browser.newContext();
  const other = await context.newPage();
  await other.goto(`${site}/`);
  await known(other, 'signed-out');
  await other.getByRole('button', { name: 'Continue with Hugging Face' }).first().click();
  await enterHuggingFacePassword(other);
  await authorizeAtHuggingFace(other);
  await other.waitForURL(`${site}/`);
  await expect(other.getByText('Ada Lovelace').first()).toBeVisible();
  await context.close();
});

test('the switches: the provider is down, and there again; the clock is wrong', { tag: FURTHER }, async ({ page, demo }) => {
  const { start, site } = demo;
  const choose = async (id) => {
    await page.goto(start);
    await page.locator(`#${id}`).check();
    await page.getByRole('button', { name: 'Apply' }).click();
    await page.locator(`#${id}[checked]`).waitFor();
  };

  await choose('network-down');
  await look(page, 'start-down');
  await page.goto(`${site}/`);
  await known(page, 'signed-out');
  await page.getByRole('button', { name: 'Sign in', exact: true }).first().click();
  await known(page, 'error');
  await look(page, 'home-down');

  await choose('network-right');
  await choose('clock-ahead');
  await page.goto(`${site}/`);
  await known(page, 'signed-out');
  await page.getByRole('button', { name: 'Sign in', exact: true }).first().click();
  await enterPassword(page);
  await page.waitForURL(`${site}/`);
  await known(page, 'signed-in');

  await page.goto(`${site}/?logto-debug`);
  await expect(page.locator('logto-debug [data-check=clock]')).toContainText(/hour|minute/);
  await look(page, 'panel');
});
