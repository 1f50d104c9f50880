// The way back: on any page of the site, and only where it answers a sign-in of ours.

import { storages } from '../support/client.js';
import { enterPassword } from '../support/visitor.js';
import { tokenRequests } from '../support/world.js';
import { expect, ready, test } from './test.js';
import { FURTHER } from '../support/volume.js';

const BODY = '<button data-logto="sign-in">in</button><p data-logto-error></p>';

/** Signs in as far as the callback, and answers its address: nothing has been done about it yet. */
const callbackOf = async (page, auto, body = BODY) => {
  auto.page('/', body);
  await page.goto(auto.address);
  await ready(page);
  await page.getByRole('button').click();
  await page.waitForURL((url) => url.pathname === '/sign-in');
  auto.plainPage('/', 'Held');
  await enterPassword(page);
  await page.waitForURL(`${auto.address}/?code=*`);
  auto.page('/', body);
  return new URL(page.url());
};

const goTo = async (page, url) => {
  await page.goto(url.href);
  await ready(page);
};

test('is completed with one exchange, and leaves a clean address', async ({ page, auto }) => {
  const url = await callbackOf(page, auto);
  await goTo(page, url);

  await ready(page, 'signed-in');
  expect(page.url()).toBe(`${auto.address}/`);
  expect(tokenRequests(auto)).toEqual(['authorization_code']);

  // Gone back to, or loaded again by an old link: there is nothing to do.
  await goTo(page, url);
  await ready(page, 'signed-in');
  expect(tokenRequests(auto)).toEqual(['authorization_code']);
});

test('shows neither state until it is known', { tag: FURTHER }, async ({ page, auto }) => {
  const url = await callbackOf(
    page,
    auto,
    `${BODY}<i data-logto-show="signed-in">A</i><i data-logto-show="signed-out">B</i>`
  );
  let answer;
  const answered = new Promise((resolve) => {
    answer = resolve;
  });
  auto.provider.fault('/oidc/token', () => ({ until: answered }));
  const [, asked] = await Promise.all([
    page.goto(url.href),
    page.waitForRequest((each) => each.url().endsWith('/oidc/token')),
  ]);
  expect(asked.method()).toBe('POST');

  await expect(page.locator('html')).toHaveAttribute('data-logto-state', 'loading');
  await expect(page.getByText('A')).toBeHidden();
  await expect(page.getByText('B')).toBeHidden();
  answer();
  await ready(page, 'signed-in');
  await expect(page.getByText('A')).toBeVisible();
});

test('a sign-in that was cancelled', async ({ page, auto }) => {
  const url = await callbackOf(page, auto);
  url.searchParams.delete('code');
  url.searchParams.set('error', 'access_denied');
  await goTo(page, url);

  await expect(page.getByRole('alert')).toHaveText('The sign-in was cancelled.');
  expect(page.url()).toBe(`${auto.address}/`);
  expect(tokenRequests(auto)).toEqual([]);
});

test('a sign-in that was begun elsewhere', async ({ page, auto, browser }) => {
  const url = await callbackOf(page, auto);
  const context = await browser.newContext();
  const other = await context.newPage();
  await goTo(other, url);

  await expect(other.getByRole('alert')).toContainText('no longer valid');
  expect(other.url()).toBe(`${auto.address}/`);
  expect(tokenRequests(auto)).toEqual([]);
  await context.close();
});

test('a callback that somebody has made up', { tag: FURTHER }, async ({ page, auto }) => {
  const url = await callbackOf(page, auto);
  url.searchParams.set('iss', 'https://evil.example/oidc');
  await goTo(page, url);

  await ready(page, 'error');
  expect(tokenRequests(auto)).toEqual([]);
  expect((await storages(page)).local).not.toHaveProperty(`logto:${auto.appId}:idToken`);
});

test('of another script of the site is left alone', { tag: FURTHER }, async ({ page, auto }) => {
  auto.page('/', BODY);
  const address = `${auto.address}/?code=1&state=2`;
  await page.goto(address);
  await ready(page, 'signed-out');

  expect(page.url()).toBe(address);
  await expect(page.locator('[data-logto-error]')).toBeHidden();
  expect(auto.provider.requests).toEqual([]);
});

test('without an answer of the provider it can be loaded again', { tag: FURTHER }, async ({ page, auto }) => {
  const url = await callbackOf(page, auto);
  const undo = auto.provider.fault('/oidc/token', () => ({ status: 503 }));
  await goTo(page, url);
  await expect(page.getByRole('alert')).toContainText('no connection');
  expect(page.url()).toBe(url.href);

  undo();
  await page.reload();
  await ready(page, 'signed-in');
  expect(page.url()).toBe(`${auto.address}/`);
});

test('what is returned to does not answer once more', { tag: FURTHER }, async ({ page, auto }) => {
  const url = await callbackOf(page, auto);
  const undo = auto.provider.fault('/oidc/token', () => ({ status: 503 }));
  await goTo(page, url);
  await ready(page, 'error');
  undo();

  await page.getByRole('button').click();
  await page.waitForURL(`${auto.address}/`);
  await ready(page, 'signed-in');
});
