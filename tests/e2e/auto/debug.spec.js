// The panel on a site where all is well: what it says, and what it must not say.

import french from '../../../pkg/src/debug/messages/fr.js';
import { aboutChecks, checked, listenForSecrets, notGood, openPanel, reportOf, statuses, textOf } from './panel.js';
import { expect, ready, signIn, signInBy, test } from './test.js';
import { FURTHER } from '../support/volume.js';

const HOME = `
  <h1>Home</h1>
  <button data-logto="sign-in" data-logto-show="signed-out">Sign in</button>
  <button data-logto="sign-out" data-logto-show="signed-in" data-logto-return-to="/bye">Sign out</button>
  <p data-logto-text="name|email"></p>
  <p data-logto-show="role:shop keeper, role:reader">For readers</p>
  <button data-logto="switch-organization" data-logto-organization="library00001">Library</button>`;

const ALL = {
  tag: 'ok',
  endpoint: 'ok',
  application: 'ok',
  redirect: 'ok',
  origin: 'ok',
  // Nothing can tell.
  signOut: 'unknown',
  elements: 'ok',
  messages: 'ok',
  scopes: 'ok',
  tokens: 'ok',
  clock: 'ok',
  address: 'ok',
  storage: 'ok',
  webAssembly: 'ok',
  tabs: 'ok',
};

test('finds everything in order, signed out and signed in', aboutChecks(['signOut']), async ({ page, auto }) => {
  auto.page('/', HOME);
  await openPanel(page, auto);
  expect(await statuses(page)).toEqual(ALL);
  await expect(page.locator('logto-debug .sum')).toHaveText('Everything that can be checked from here is in order.');
  expect(await textOf(page, 'redirect')).toContain(`${auto.address}/`);
  expect(await textOf(page, 'signOut')).toContain(`${auto.address}/bye`);

  await signInBy(page, page.getByRole('button', { name: 'Sign in' }));
  await page.waitForURL((url) => url.origin === auto.address);
  await ready(page, 'signed-in');
  await checked(page);
  expect(await statuses(page)).toEqual(ALL);
  expect(await textOf(page, 'tokens')).toContain('60 of 60 minutes left');
  expect(await textOf(page, 'tokens')).toContain('There is a refresh token');
});

test('says nothing that is secret, neither in the panel nor in the report', async ({ page, auto }) => {
  const secrets = listenForSecrets(auto);
  const sent = [];
  page.on('request', (request) => sent.push(new URL(request.url())));
  auto.page('/', HOME);
  await signIn(page, auto);
  await openPanel(page, auto);
  await page.getByRole('button', { name: 'Library' }).click();
  await expect(page.locator('logto-debug dd')).toHaveText(['signed-in', 'library00001']);
  // As if the provider, or a site, had put it into an error.
  await page.evaluate(() => {
    const error = { code: 'oidc.invalid_grant', message: `${'a'.repeat(43)} is not of alice@example.test` };

    document[Symbol.for('logto-wasm.auto')].steps.note('sign-in', error);
  });
  await page.getByRole('button', { name: 'Check again' }).click();
  await checked(page);

  const report = await reportOf(page);
  const shown = await page.locator('logto-debug').evaluate(({ shadowRoot }) => shadowRoot.textContent);

  for (const { searchParams } of sent) {
    secrets.push(...['code', 'state', 'nonce'].flatMap((name) => searchParams.getAll(name)));
  }
  // The sign-in's own, at least.
  expect(secrets.length).toBeGreaterThan(6);

  for (const secret of [...secrets, 'a'.repeat(43), 'alice@example.test', 'Alice Example']) {
    expect(report).not.toContain(secret);
    expect(shown).not.toContain(secret);
  }

  expect(report).toContain(`endpoint: ${auto.provider.endpoint}`);
  expect(report).toContain('- **ok** Redirect URI');
  expect(report).toContain('switch-organization /');
  expect(report).toContain('oidc.invalid_grant: … is not of …');
});

test('exchanges no code, and leaves the session and storage as they were', { tag: FURTHER }, async ({ page, auto }) => {
  const granted = [];
  auto.provider.tamper('/oidc/token', (status, _body, { parameters }) => {
    granted.push(`${parameters.grant_type} ${status}`);
  });
  auto.page('/', HOME);
  await signIn(page, auto);
  const stored = () => page.evaluate(() => [{ ...localStorage }, document.cookie]);
  const before = await stored();
  granted.length = 0;
  await openPanel(page, auto);

  // That of the code that was made up.
  expect(granted).toEqual(['authorization_code 400']);
  expect(await stored()).toEqual(before);
  await expect(page.locator('iframe')).toHaveCount(0);
  expect(await page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name))).not.toContain(
    'logto_debug:storage'
  );
});

test('stays over a sign-in with its steps, until it is closed', { tag: FURTHER }, async ({ page, auto }) => {
  auto.page('/', HOME);
  auto.page('/members', HOME);
  await openPanel(page, auto, '/members');
  await page.getByRole('button', { name: 'Show the results' }).click();
  await signInBy(page, page.getByRole('button', { name: 'Sign in' }));
  await page.waitForURL(`${auto.address}/members?logto-debug`);
  await checked(page);

  await page.goto(`${auto.address}/`);
  await checked(page);
  const folder = page.getByRole('button', { name: 'Show the results' });
  await expect(folder).toHaveAttribute('aria-expanded', 'false');
  await expect(page.getByRole('button', { name: 'Copy report' })).toBeHidden();
  await folder.press('Enter');
  await expect(folder).toHaveAttribute('aria-expanded', 'true');

  const steps = await page.locator('logto-debug .steps p').allTextContents();
  expect(steps.reverse()).toEqual([
    'ready: signed-out /members',
    'sign-in /members',
    'to sign-in /members',
    'to post-sign-in /',
    'ready: signed-in /members',
    'ready: signed-in /',
  ]);

  await page.getByRole('button', { name: 'Close for this tab' }).click();
  await expect(page.locator('logto-debug')).toHaveCount(0);
  await page.reload();
  await ready(page, 'signed-in');
  expect(await page.evaluate(() => Object.keys(sessionStorage).filter((key) => /debug/.test(key)))).toEqual([]);
  await expect(page.locator('logto-debug')).toHaveCount(0);
});

test('counts the other pages of the site', aboutChecks(['tabs']), async ({ page, context, auto }) => {
  auto.page('/', HOME);
  const others = [await context.newPage(), await context.newPage()];
  for (const other of others) {
    await other.goto(auto.address);
    await ready(other);
  }
  await openPanel(page, auto);
  expect(await textOf(page, 'tabs')).toContain('that are open: 2.');

  await others[0].close();
  await page.getByRole('button', { name: 'Check again' }).click();
  await expect(page.locator('logto-debug [data-check=tabs]')).toContainText('that are open: 1.');
  // Nobody leaves anything behind.
  expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([]);
});

const inFrench = aboutChecks(Object.keys(ALL), 'fr');

test('speaks French, and opens for an attribute of the tag', inFrench, async ({ page, auto }) => {
  auto.page('/', HOME, { lang: 'fr', attributes: { 'data-logto-debug': '' } });
  await page.goto(auto.address);
  await checked(page);

  await expect(page.locator('logto-debug .sum')).toHaveText('Tout ce qui peut être vérifié d’ici est en ordre.');
  await expect(page.locator('logto-debug section')).toHaveAttribute('lang', 'fr');
  expect(await textOf(page, 'endpoint')).toContain(`Un Logto répond à ${auto.provider.endpoint}`);
  expect(await statuses(page)).toEqual(ALL);
  for (const name of Object.keys(ALL)) {
    expect(await textOf(page, name)).toContain(french[`check.${name}`]);
  }
});

test('copies values and the report', { tag: FURTHER }, async ({ page, context, auto }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  auto.page('/', HOME);
  await openPanel(page, auto);
  const copied = () => page.evaluate(() => navigator.clipboard.readText());

  await page.getByRole('button', { name: `Copy ${auto.address}/bye` }).click();
  await expect.poll(copied).toBe(`${auto.address}/bye`);
  await page.getByRole('button', { name: 'Copy report' }).click();
  await expect.poll(copied).toMatch(/^# Logto: is the set-up right\?/);
});

test('shows an error with the page that explains it', { tag: FURTHER }, async ({ page, auto }) => {
  auto.page('/', HOME);
  await page.goto(`${auto.address}/?logto-debug`);
  await checked(page);
  auto.provider.fault('/oidc/token', () => ({ status: 503 }));
  await signInBy(page, page.getByRole('button', { name: 'Sign in' }));
  await page.waitForURL((url) => url.origin === auto.address);
  await checked(page);

  await expect(page.locator('logto-debug .steps a')).toHaveText('http_error_503');
  await expect(page.locator('logto-debug .steps a')).toHaveAttribute('href', /docs\/errors\.md#http_error$/);
});

test('works under a strict policy', { tag: FURTHER }, async ({ page, auto }) => {
  auto.page('/', HOME);
  auto.headers.set('/', {
    'content-security-policy': [
      "default-src 'none'",
      "script-src 'self' 'wasm-unsafe-eval'",
      "connect-src 'self' http://localhost:*",
      'frame-src http://localhost:*',
      'img-src data:',
      "base-uri 'none'",
      "require-trusted-types-for 'script'",
      "trusted-types 'none'",
    ].join('; '),
  });
  await openPanel(page, auto);
  expect(await statuses(page)).toEqual(ALL);
  // The styles are there.
  await expect(page.locator('logto-debug section')).toHaveCSS('border-top-left-radius', '12px');
});
