// For whom elements are there.

import { expect, LIBRARY, ready, signIn, test } from './test.js';
import { FURTHER, sampled } from '../support/volume.js';

const CONDITIONS = {
  'signed-in': ['alice', 'boss', 'nobody'],
  'signed-out': [undefined],
  'role:reader': ['alice', 'boss'],
  'role:shop keeper': ['boss'],
  'role:shop': [],
  'role:shop keeper, signed-out': ['boss', undefined],
  [`organization:${LIBRARY.id}`]: ['alice', 'boss'],
  [`organization-role:${LIBRARY.id}:keeper`]: ['boss'],
  [`organization-role:${LIBRARY.id}:reader`]: ['alice'],
  [`current-organization:${LIBRARY.id}`]: [],
  // What nobody understands is for nobody.
  'signed_in': [],
  'role:': [],
  role: [],
  constructor: [],
  '': [],
};

const BODY = Object.keys(CONDITIONS)
  .map((condition, index) => `<p id="c${index}" data-logto-show="${condition}">${condition}</p>`)
  .join('');

const shown = (page) =>
  page.evaluate(
    (conditions) =>
      conditions.filter((_, index) => document.getElementById(`c${index}`).checkVisibility()),
    Object.keys(CONDITIONS)
  );

const expected = (user) =>
  Object.keys(CONDITIONS).filter((condition) => CONDITIONS[condition].includes(user));

test('what is shown to whoever has not signed in', async ({ page, auto }) => {
  auto.page('/', BODY);
  await page.goto(auto.address);
  await ready(page, 'signed-out');

  expect(await shown(page)).toEqual(expected(undefined));
});

for (const [user, details] of sampled(['alice', 'boss', 'nobody'])) {
  test(`what is shown to ${user}`, details, async ({ page, auto }) => {
    auto.page('/', BODY);
    await signIn(page, auto, user);

    expect(await shown(page)).toEqual(expected(user));
  });
}

test('a designer’s styles do not show what is hidden, and a hidden element is shown', { tag: FURTHER }, async ({
  page,
  auto,
}) => {
  auto.page(
    '/',
    `<div class="flex" data-logto-show="signed-in">in</div>
     <div class="flex" data-logto-show="signed-out" hidden>out</div>`,
    { head: '<style>.flex { display: flex !important }</style>' }
  );
  await page.goto(auto.address);
  await ready(page);

  await expect(page.getByText('in')).toBeHidden();
  await expect(page.getByText('out')).toBeVisible();
});

test('elements that are added or changed later', { tag: FURTHER }, async ({ page, auto }) => {
  auto.page('/', '<main></main>');
  await page.goto(auto.address);
  await ready(page);

  // In one task each: never is anything else painted.
  const seen = await page.evaluate(async () => {
    const main = document.querySelector('main');
    const element = document.createElement('p');
    const isShown = async () => {
      await Promise.resolve();
      return element.checkVisibility();
    };
    const outcomes = [];

    element.textContent = 'text';
    element.dataset.logtoShow = 'signed-in';
    main.append(element);
    outcomes.push(await isShown());
    element.dataset.logtoShow = 'signed-out';
    outcomes.push(await isShown());
    element.dataset.logtoRequire = 'role:admin';
    outcomes.push(await isShown());
    delete element.dataset.logtoRequire;
    outcomes.push(await isShown());
    element.dataset.logtoShow = 'signed-in';
    await isShown();
    delete element.dataset.logtoShow;
    outcomes.push(await isShown());
    return outcomes;
  });

  expect(seen).toEqual([false, true, false, true, true]);
});

test('another tab signs out, and in again as somebody else', async ({ page, auto, context }) => {
  auto.page(
    '/',
    `<p data-logto-text="name" data-logto-default="nobody"></p>
     <button data-logto="sign-out" data-logto-return-to="/bye">out</button>`
  );
  auto.page('/bye', 'Bye');
  await signIn(page, auto);
  await expect(page.locator('p')).toHaveText('Alice Example');
  const other = await context.newPage();
  await other.goto(auto.address);
  await ready(other, 'signed-in');

  await other.getByText('out').click();
  await ready(page, 'signed-out');
  await expect(page.locator('p')).toHaveText('nobody');

  await other.waitForURL(`${auto.address}/bye`);
  await signIn(other, auto, 'boss');
  await ready(page, 'signed-in');
  await expect(page.locator('p')).toHaveText('The Boss');
});

test('a session that ends by itself', { tag: FURTHER }, async ({ page, auto }) => {
  await page.clock.install();
  auto.page('/', '<p data-logto-show="signed-in">in</p>');
  await signIn(page, auto);
  await page.evaluate((appId) => localStorage.removeItem(`logto:${appId}:refreshToken`), auto.appId);
  await page.reload();
  await ready(page, 'signed-in');

  await page.clock.fastForward('01:30:00');
  await ready(page, 'signed-out');
  await expect(page.getByText('in')).toBeHidden();
});

test('without WebAssembly, when it is known', { tag: FURTHER }, async ({ page, auto }) => {
  auto.page(
    '/',
    `<p data-logto-show="signed-in">in</p><p data-logto-show="signed-out">out</p>`
  );
  await signIn(page, auto);
  await page.addInitScript(() => {
    delete globalThis.WebAssembly;
    const seen = (globalThis.seen = []);

    new MutationObserver(() => {
      seen.push(document.documentElement.dataset.logtoState);
    }).observe(document, { subtree: true, attributeFilter: ['data-logto-state'] });
  });
  await page.goto(auto.address);
  await ready(page, 'signed-in');

  await expect(page.getByText('in')).toBeVisible();
  await expect(page.getByText('out')).toBeHidden();
  // The answer is in the storage: there is no wait for a core.
  expect(await page.evaluate(() => globalThis.seen)).toEqual(['signed-in']);
});
