// Pages and sections for those who are signed in.

import { enterPassword } from '../support/visitor.js';
import { expect, ready, signIn, test } from './test.js';
import { FURTHER } from '../support/volume.js';

const MEMBERS = { bodyTag: '<body data-logto-require="signed-in">' };

const atProvider = (page, { provider }) =>
  page.waitForURL((url) => url.origin === provider.endpoint && url.pathname === '/sign-in');

test('a page for members sends visitors to sign in and back', async ({ page, auto }) => {
  auto.page('/', 'Home');
  auto.page('/members', '<h1>Members</h1>', MEMBERS);
  await page.goto(auto.address);
  await page.goto(`${auto.address}/members?list=1#end`);
  await atProvider(page, auto);

  // Not a page to go back to: it would lead here again.
  await page.goBack();
  await page.waitForURL(`${auto.address}/`);
  await page.goForward();

  await enterPassword(page);
  await page.waitForURL(`${auto.address}/members?list=1#end`);
  await ready(page, 'signed-in');
  await expect(page.getByText('Members')).toBeVisible();
});

test('nothing of it is seen before', { tag: FURTHER }, async ({ page, auto }) => {
  auto.page('/', 'Home');
  auto.page('/members', '<h1>Members</h1>', MEMBERS);
  let answer;
  const answered = new Promise((resolve) => {
    answer = resolve;
  });
  auto.provider.fault('/oidc/.well-known/openid-configuration', () => ({ until: answered }));
  await page.goto(`${auto.address}/members`);
  await ready(page, 'signed-out');

  await expect(page.getByText('Members')).toBeHidden();
  answer();
  await atProvider(page, auto);
});

test('a visitor who comes back without having signed in can choose', { tag: FURTHER }, async ({ page, auto }) => {
  auto.page('/', 'Home');
  auto.page('/members', '<h1>Members</h1>', MEMBERS);
  await page.goto(`${auto.address}/members`);
  await atProvider(page, auto);
  await page.goto(`${auto.address}/members`);
  await ready(page);

  await expect(page.getByRole('alert')).toContainText('sign in to see this page');
  await expect(page.getByText('Members')).toBeHidden();
  await page.getByRole('button', { name: 'Sign in' }).click();
  await atProvider(page, auto);
  await enterPassword(page);
  await page.waitForURL(`${auto.address}/members`);
  await expect(page.getByText('Members')).toBeVisible();
});

test('whoever signs out on it is led away, and another tab does not sign in again', { tag: FURTHER }, async ({
  page,
  auto,
  context,
}) => {
  auto.page('/', 'Home');
  auto.page('/members', '<h1>Members</h1><button data-logto="sign-out">out</button>', MEMBERS);
  await signIn(page, auto, 'alice');
  await page.goto(`${auto.address}/members`);
  const other = await context.newPage();
  await other.goto(`${auto.address}/members`);
  await ready(other, 'signed-in');

  await page.getByText('out').click();
  await page.waitForURL(`${auto.address}/`);

  await ready(other, 'signed-out');
  await expect(other.getByText('Members')).toBeHidden();
  await expect(other.getByRole('alert')).toContainText('session has ended');
  expect(other.url()).toBe(`${auto.address}/members`);
});

test('a page for a role is not opened by signing in again', async ({ page, auto }) => {
  const admins = { bodyTag: '<body data-logto-require="role:shop keeper">' };
  auto.page('/', 'Home');
  auto.page('/office', '<h1>Office</h1>', admins);
  await page.goto(`${auto.address}/office`);
  await atProvider(page, auto);
  await enterPassword(page, 'alice');
  await page.waitForURL(`${auto.address}/office`);
  await ready(page, 'signed-in');

  await expect(page.getByText('Office')).toBeHidden();
  await expect(page.getByRole('alert')).toContainText('no access');
  await page.getByRole('button', { name: 'Back' }).click();
  await page.waitForURL(`${auto.address}/`);
});

test('a page that cannot lead to the provider says so, and tries again', { tag: FURTHER }, async ({ page, auto }) => {
  const undo = auto.provider.fault('/oidc/.well-known/openid-configuration', () => ({ reset: true }));
  auto.page('/', 'Home');
  auto.page('/members', '<h1>Members</h1>', MEMBERS);
  await page.goto(`${auto.address}/members`);
  await ready(page, 'error');

  await expect(page.getByRole('alert')).toContainText('no connection');
  await expect(page.getByText('Members')).toBeHidden();
  undo();
  await page.getByRole('button', { name: 'Sign in' }).click();
  await atProvider(page, auto);
});

test('a refusal at the provider is no circle', { tag: FURTHER }, async ({ page, auto }) => {
  auto.page('/', '<h1>All of it</h1>', MEMBERS);
  await page.goto(auto.address);
  await atProvider(page, auto);

  // Back at the site, its storage tells which sign-in is under way.
  await page.goto(`${auto.address}/logto-wasm/integrity.json`);
  const pending = await page.evaluate(
    (appId) => JSON.parse(sessionStorage.getItem(`logto:${appId}:signInSession`)),
    auto.appId
  );
  const query = new URLSearchParams({
    error: 'access_denied',
    state: pending.state,
    iss: auto.provider.issuer,
  });
  await page.goto(`${auto.address}/?${query}`);
  await ready(page, 'error');

  await expect(page.getByRole('alert')).toContainText('cancelled');
  await expect(page).toHaveURL(`${auto.address}/`);
  await expect(page.getByText('All of it')).toBeHidden();
  await page.getByRole('button', { name: 'Sign in' }).click();
  await atProvider(page, auto);
});

test('a section is hidden, or leads elsewhere when that is asked for', async ({ page, auto }) => {
  auto.page('/', '<h1>Home</h1><p data-logto-require="signed-in">secret</p>');
  auto.page('/shop', '<p data-logto-require="role:reader" data-logto-otherwise="/join">secret</p>');
  auto.page('/desk', '<p data-logto-require="signed-in" data-logto-otherwise="sign-in">secret</p>');
  auto.page('/whole', 'whole', {
    bodyTag: '<body data-logto-require="signed-in" data-logto-otherwise="hide">',
  });
  auto.page('/join', '<h1>Join</h1>');

  await page.goto(auto.address);
  await ready(page);
  await expect(page.getByText('Home')).toBeVisible();
  await expect(page.getByText('secret')).toBeHidden();

  await page.goto(`${auto.address}/shop`);
  await page.waitForURL(`${auto.address}/join`);

  await page.goto(`${auto.address}/whole`);
  await ready(page);
  await expect(page.getByText('whole')).toBeHidden();

  await page.goto(`${auto.address}/desk`);
  await atProvider(page, auto);
});

test('a section that would be opened says so to whoever comes back without having signed in', { tag: FURTHER }, async ({
  page,
  auto,
}) => {
  auto.page(
    '/',
    '<h1>Home</h1><p data-logto-require="signed-in" data-logto-otherwise="sign-in">secret</p>'
  );
  await page.goto(auto.address);
  await atProvider(page, auto);
  await page.goto(auto.address);

  await expect(page.getByRole('alert')).toContainText('sign in to see this page');
  await expect(page.getByText('Home')).toBeVisible();
  await expect(page.getByText('secret')).toBeHidden();
  await page.getByRole('button', { name: 'Sign in' }).click();
  await atProvider(page, auto);
  await enterPassword(page);
  await page.waitForURL(`${auto.address}/`);
  await expect(page.getByText('secret')).toBeVisible();
});

test('a page that is to lead to itself does so once less', { tag: FURTHER }, async ({ page, auto }) => {
  auto.page('/join', '<h1>Join</h1><p data-logto-require="signed-in" data-logto-otherwise="/join">in</p>');
  await page.addInitScript(() =>
    document.addEventListener('logto:ready', () => {
      window.isReady = true;
    })
  );
  const loads = [];
  page.on('request', (request) => request.isNavigationRequest() && loads.push(request.url()));
  await page.goto(`${auto.address}/join`);
  await expect.poll(() => page.evaluate(() => window.isReady)).toBe(true);

  await expect(page.getByText('in', { exact: true })).toBeHidden();
  expect(loads).toEqual([`${auto.address}/join`]);
});

test('an address that is none is an error, and opens nothing', { tag: FURTHER }, async ({ page, auto }) => {
  for (const otherwise of ['javascript:document.body.hidden=false', 'http://']) {
    auto.page('/', `<p data-logto-require="signed-in" data-logto-otherwise="${otherwise}">secret</p><b data-logto-error></b>`);
    await page.goto(auto.address);
    await ready(page, 'error');

    await expect(page.getByText('secret')).toBeHidden();
    await expect(page.getByRole('alert')).toHaveText(/not set up correctly/);
  }
});

test('a page whose tag is wrong stays closed, and says so', async ({ page, auto }) => {
  auto.page('/', 'Home');
  auto.page('/members', '<h1>Members</h1><p data-logto-error></p>', {
    ...MEMBERS,
    attributes: { 'data-logto-app-id': undefined },
  });
  await page.goto(`${auto.address}/members`);
  await ready(page, 'error');

  await expect(page.getByText('Members')).toBeHidden();
  await expect(page.getByRole('alert')).toContainText('not set up correctly');
  await page.getByRole('button', { name: 'Back' }).click();
  await page.waitForURL(`${auto.address}/`);
});
