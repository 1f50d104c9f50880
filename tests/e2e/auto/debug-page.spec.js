// The panel where something is wrong with the page, the browser or the session.

import { readFile } from 'node:fs/promises';
import path from 'node:path';

import { FURTHER, sampled } from '../support/volume.js';
import { aboutChecks, checked, notGood, openPanel, statuses, textOf } from './panel.js';
import { expect, ready, signIn, signInBy, test } from './test.js';

const BUTTON = '<button data-logto="sign-in">Sign in</button>';

/** A tag that says nothing. */
const NOTHING = {
  'data-logto-endpoint': undefined,
  'data-logto-app-id': undefined,
  'data-logto-scopes': undefined,
};

/** What hangs on the tag is not known as long as that is wrong. */
const TAG = {
  tag: 'wrong',
  endpoint: 'unknown',
  application: 'unknown',
  redirect: 'unknown',
  origin: 'unknown',
  scopes: 'unknown',
  tokens: 'unknown',
};

/** Details of tests that are cases of one check: all but the first are for the full volume. */
const casesOf = (check, cases) =>
  sampled(cases, () => check).map(([each, details]) => [each, { ...details, ...aboutChecks([check]) }]);

test.describe('the tag', () => {
  for (const [[what, attributes, advice], details] of casesOf('tag', [
    ['has no endpoint', { 'data-logto-endpoint': undefined }, 'data-logto-endpoint is missing on the script tag.'],
    ['has no App ID', { 'data-logto-app-id': ' ' }, 'copy the value of “App ID” into it'],
    ['has a placeholder', { 'data-logto-app-id': '<your-application-id>' }, 'still an example: <your-application-id>'],
    ['has an endpoint that is no address', { 'data-logto-endpoint': 'abc.logto.app' }, 'no address: abc.logto.app'],
    ['leads to another site', { 'data-logto-callback': 'https://elsewhere.test/' }, 'no address of this site: https://elsewhere.test/'],
  ])) {
    test(what, details, async ({ page, auto }) => {
      auto.page('/', BUTTON, { attributes });
      await openPanel(page, auto);

      expect(await notGood(page)).toEqual(TAG);
      expect(await textOf(page, 'tag')).toContain(advice);
    });
  }

  test('still has the example’s endpoint', { tag: FURTHER }, async ({ page, auto }) => {
    await page.route('https://example.logto.app/**', (route) => route.abort());
    auto.page('/', BUTTON, { attributes: { 'data-logto-endpoint': 'https://example.logto.app' } });
    await openPanel(page, auto);

    expect(await textOf(page, 'tag')).toContain('still an example: https://example.logto.app');
  });

  test('is not there at all', { tag: FURTHER }, async ({ page, auto }) => {
    auto.page('/', BUTTON, { attributes: NOTHING });
    await openPanel(page, auto);

    expect(await notGood(page)).toEqual(TAG);
    expect(await textOf(page, 'tag')).toContain('No script tag with data-logto-endpoint');
  });

  test('is there twice', { tag: FURTHER }, async ({ page, auto }) => {
    auto.page('/', BUTTON, { head: auto.tag() });
    await openPanel(page, auto);

    expect(await notGood(page)).toEqual({ tag: 'wrong' });
    expect(await textOf(page, 'tag')).toContain('There are 2 tags');
  });

  test('is in the body, and does not keep the page from being painted', aboutChecks(['tag']), async ({ page, auto }) => {
    auto.page('/', BUTTON + auto.tag(), { attributes: NOTHING });
    await openPanel(page, auto);
    expect(await notGood(page)).toEqual({ tag: 'warning' });
    expect(await textOf(page, 'tag')).toContain('Move it into the head.');

    auto.page('/members', BUTTON, { attributes: { blocking: undefined } });
    await openPanel(page, auto, '/members');
    expect(await notGood(page)).toEqual({ tag: 'warning' });
    expect(await textOf(page, 'tag')).toContain('Add blocking="render"');
  });

  test('has attributes that do not exist', { tag: FURTHER }, async ({ page, auto }) => {
    auto.page('/', BUTTON, { attributes: { 'data-logto-scope': 'email', 'data-logto-colour': 'red' } });
    await openPanel(page, auto);

    expect(await notGood(page)).toEqual({ tag: 'warning' });
    expect(await textOf(page, 'tag')).toContain('Is data-logto-scopes meant?');
    expect(await textOf(page, 'tag')).toContain('data-logto-colour, which does not exist.');
  });
});

/** What is wrong with an element, and what the panel says of it. */
const WRONG_ELEMENTS = [
  ['<a id="login" class="btn large" data-logto="signin">x</a>', 'a#login.btn.large: data-logto has a value that does not exist: signin.→Put in: sign-in.'],
  ['<a data-logto="logout">x</a>', 'Put in: sign-out.'],
  ['<a data-logto="dance">x</a>', 'Put in: sign-in, sign-up, sign-out, switch-organization.'],
  ['<p data-logto-show="admin">x</p>', 'Put in: role:admin.'],
  ['<p data-logto-show="signed-in, loggedout">x</p>', 'Put in: signed-out.'],
  ['<p data-logto-show="roles:admin">x</p>', 'Put in: role:admin.'],
  ['<p data-logto-require="role:admin role:editor">x</p>', 'Put in: role:admin, role:editor.'],
  ['<p data-logto-shown="signed-in">x</p>', 'Is data-logto-show meant?'],
  ['<p data-logto-frobnicate>x</p>', 'data-logto-frobnicate, which does not exist.→Remove it'],
  ['<p data-logto-text="nmae|email">x</p>', 'Put in: name.'],
  ['<a data-logto="switch-organization">x</a>', 'data-logto-organization does not say to which'],
  ['<a data-logto="sign-in" data-logto-direct="oauth:x">x</a>', 'Put in: social:huggingface.'],
  ['<a data-logto="sign-in" data-logto-first-screen="signup">x</a>', 'data-logto-first-screen has a value'],
  ['<a data-logto="sign-in" data-logto-prompt="concent">x</a>', 'Put in: consent.'],
  ['<a data-logto="sign-in" data-logto-return-to="http://">x</a>', 'Put in: /members.'],
  ['<a data-logto-return-to="/members">x</a>', 'no data-logto that it belongs to'],
  ['<a data-logto="sign-in" data-logto-organization="x">x</a>', 'for data-logto="switch-organization" only'],
  ['<p data-logto-require="signed-out" data-logto-otherwise="login">x</p>', 'Put in: sign-in.'],
  ['<p data-logto-otherwise="hide">x</p>', 'no data-logto-require that it belongs to'],
  ['<p data-logto-default="x">x</p>', 'nothing that it could stand for'],
  ['<div data-logto-src="picture">x</div>', 'Put it on the image itself.'],
  ['<div data-logto-href="website">x</div>', 'Put it on the link itself.'],
  ['<input data-logto-field="email">', 'Add data-logto-form to the form.'],
];

/** As many findings as a panel shows. */
const SHOWN = 12;

test.describe('attributes of elements', () => {
  const starts = WRONG_ELEMENTS.map((_, index) => index).filter((index) => index % SHOWN === 0);

  for (const [first, details] of casesOf('elements', starts)) {
    const wrong = WRONG_ELEMENTS.slice(first, first + SHOWN);

    test(`that are wrong, from number ${first + 1} on`, details, async ({ page, auto }) => {
      auto.page('/', wrong.map(([html]) => html).join(''));
      await openPanel(page, auto);
      const findings = page.locator('logto-debug [data-check=elements] .findings > li');

      expect(await notGood(page)).toEqual({ elements: 'wrong' });
      await expect(findings).toHaveCount(wrong.length);
      // In the order of the elements, as they are shown: with the arrow that styles put before the advice.
      const texts = await findings.evaluateAll((all) =>
        all.map((each) =>
          [...each.querySelectorAll('p')]
            .map(({ className, textContent }) => (className ? '→' : '') + textContent)
            .join('')
        )
      );
      for (const [index, [html, advice]] of wrong.entries()) {
        expect(texts[index], html).toContain(advice);
      }
    });
  }

  test('are none', { tag: FURTHER }, async ({ page, auto }) => {
    auto.page('/', '<h1>Home</h1>');
    await openPanel(page, auto);

    expect(await notGood(page)).toEqual({ elements: 'warning' });
  });

  test('are wrong more often than anybody would read', { tag: FURTHER }, async ({ page, auto }) => {
    auto.page('/', '<p data-logto-show="admin">x</p>'.repeat(20));
    await openPanel(page, auto);

    expect(await textOf(page, 'elements')).toContain('And 8 more.');
    await expect(page.locator('logto-debug .sum')).toHaveText('13 things have to be changed.');
  });
});

test.describe('the site’s own texts', () => {
  for (const [[head, lang, status, advice], details] of casesOf('messages', [
    ['<script type="application/json" data-logto-messages>{"signIn": "Enter",}</script>', 'en', 'wrong', 'are not JSON'],
    ['<script type="application/json" data-logto-messages>{"signin": "Enter"}</script>', 'en', 'warning', 'Is signIn meant?'],
    ['<script type="application/json" data-logto-messages>{"signIn": "Enter"}</script>', 'en', 'ok', 'can be used'],
    ['', 'eo', 'warning', 'no texts in the language “eo”'],
  ])) {
    test(`${head || lang}: ${status}`, details, async ({ page, auto }) => {
      auto.page('/', BUTTON, { head, lang });
      await openPanel(page, auto);

      expect((await statuses(page)).messages).toBe(status);
      expect(await textOf(page, 'messages')).toContain(advice);
    });
  }
});

test.describe('scopes', () => {
  const USES = [
    ['<p data-logto-text="email">x</p>', 'email'],
    ['<p data-logto-text="name|custom_data.plan">x</p>', 'custom_data'],
    ['<p data-logto-show="role:admin">x</p>', 'roles'],
    ['<p data-logto-show="signed-out, current-organization:x">x</p>', 'organizations'],
    ['<p data-logto-require="organization-role:x:y">x</p>', 'organization_roles'],
    ['<a data-logto="switch-organization" data-logto-organization="x">x</a>', 'organizations'],
    ['<form data-logto-form><input name="Email"></form>', 'email'],
  ];

  test('are lacking for what the page shows', aboutChecks(['scopes']), async ({ page, auto }) => {
    auto.page('/', USES.map(([html]) => html).join(''), { attributes: { 'data-logto-scopes': 'phone' } });
    await openPanel(page, auto);
    const lacking = new Set(USES.map(([, scope]) => scope));

    expect(await notGood(page)).toEqual({ scopes: 'wrong' });
    const pastes = await page.locator('logto-debug [data-check=scopes] .paste code').allTextContents();
    expect(new Set(pastes).size).toBe(1);
    expect(pastes[0].split(' ').sort()).toEqual(['phone', ...lacking].sort());
  });

  for (const [html, scope] of USES.slice(0, 2)) {
    test(`lack ${scope} alone for ${html}`, { tag: FURTHER }, async ({ page, auto }) => {
      auto.page('/', html, { attributes: { 'data-logto-scopes': 'phone' } });
      await openPanel(page, auto);

      expect(await notGood(page)).toEqual({ scopes: 'wrong' });
      await expect(page.locator('logto-debug [data-check=scopes] .paste code')).toHaveText(`phone ${scope}`);
    });
  }

  test('do not exist', { tag: FURTHER }, async ({ page, auto }) => {
    auto.page('/', BUTTON, { attributes: { 'data-logto-scopes': 'emial read:books' } });
    await openPanel(page, auto);

    expect(await notGood(page)).toEqual({ scopes: 'warning' });
    expect(await textOf(page, 'scopes')).toContain('Is email meant?');
    expect(await textOf(page, 'scopes')).toContain('Logto has no scope read:books of its own.');
  });

  test('came after the session was begun', { tag: FURTHER }, async ({ page, auto }) => {
    auto.page('/', BUTTON, { attributes: { 'data-logto-scopes': 'email' } });
    await signIn(page, auto);
    auto.page('/', BUTTON);
    await openPanel(page, auto);

    expect(await notGood(page)).toEqual({ scopes: 'warning' });
    expect(await textOf(page, 'scopes')).toContain('The scope roles is asked for, but this session does not have it');
  });

  test.describe('of an API', () => {
    const RESOURCE = 'https://books.test/api';

    test.use({ providerSettings: { resources: [{ indicator: RESOURCE, scopes: ['read'] }] } });

    test('are not granted to this visitor', { tag: FURTHER }, async ({ page, auto }) => {
      auto.page('/', BUTTON, { attributes: { 'data-logto-scopes': 'read write', 'data-logto-resources': RESOURCE } });
      await signIn(page, auto);
      await page.evaluate((resource) => window.logtoClient.getAccessToken(resource), RESOURCE);
      await openPanel(page, auto);

      expect(await notGood(page)).toEqual({ scopes: 'warning' });
      expect(await textOf(page, 'scopes')).toContain(`The permission write was not granted for ${RESOURCE}.`);
      expect(await textOf(page, 'scopes')).not.toContain('The permission read ');
      expect(await textOf(page, 'tokens')).toContain(`Access token for ${RESOURCE}: 60 minutes left.`);
    });
  });
});

test('a session without a refresh token ends soon', aboutChecks(['tokens']), async ({ page, auto }) => {
  auto.page('/', '<button data-logto="sign-in" data-logto-prompt="login">Sign in</button>');
  await page.goto(auto.address);
  await ready(page);
  await signInBy(page, page.getByRole('button', { name: 'Sign in' }));
  await page.waitForURL(`${auto.address}/`);
  await ready(page, 'signed-in');
  await openPanel(page, auto);

  expect(await notGood(page)).toEqual({ tokens: 'warning' });
  expect(await textOf(page, 'tokens')).toContain('the visitor is signed out in 60 minutes.');
});

test.describe('the clock', () => {
  for (const [[hours, how], details] of casesOf('clock', [
    [3, 'It is 180 minutes ahead.'],
    [-2, 'It is 120 minutes behind.'],
  ])) {
    test(`is ${hours} hours off, signed out and signed in`, details, async ({ page, auto }) => {
      await page.addInitScript((milliseconds) => {
        const { now } = Date;

        Date.now = () => now() + milliseconds;
      }, hours * 3_600_000);
      auto.page('/', BUTTON);
      await openPanel(page, auto);
      expect(await notGood(page)).toEqual({ clock: 'warning' });
      expect(await textOf(page, 'clock')).toContain(how);

      await signIn(page, auto);
      await checked(page);
      expect(await notGood(page)).toEqual({ clock: 'warning' });
      expect(await textOf(page, 'clock')).toContain(how);
    });
  }

  test('cannot be compared with anything', { tag: FURTHER }, async ({ page, auto }) => {
    auto.page('/', BUTTON);
    await page.route(
      (url) => url.origin === auto.address && url.pathname === '/',
      (route) => (route.request().method() === 'HEAD' ? route.fulfill({ status: 200 }) : route.continue())
    );
    await openPanel(page, auto);

    expect(await notGood(page)).toEqual({ clock: 'unknown' });
  });
});

test.describe('the browser', () => {
  for (const [[name, status], details] of casesOf('storage', [
    ['localStorage', 'wrong'],
    ['sessionStorage', 'wrong'],
    ['indexedDB', 'warning'],
  ])) {
    test(`blocks ${name}`, details, async ({ page, auto }) => {
      await page.addInitScript((blocked) => {
        Object.defineProperty(window, blocked, {
          get() {
            throw new DOMException('blocked', 'SecurityError');
          },
        });
      }, name);
      auto.page('/', BUTTON);
      await openPanel(page, auto);

      expect(await notGood(page)).toMatchObject({ storage: status });
      expect((await textOf(page, 'storage')).toLowerCase()).toContain(name.toLowerCase());
    });
  }

  test('may not compile WebAssembly', aboutChecks(['webAssembly']), async ({ page, auto }) => {
    auto.headers.set('/', { 'content-security-policy': "script-src 'self'" });
    auto.page('/', BUTTON);
    await openPanel(page, auto);

    expect(await notGood(page)).toEqual({ webAssembly: 'warning' });
    expect(await textOf(page, 'webAssembly')).toContain("add 'wasm-unsafe-eval' to script-src");
  });

  test('has no WebAssembly', { tag: FURTHER }, async ({ page, auto }) => {
    await page.addInitScript(() => {
      delete window.WebAssembly;
    });
    auto.page('/', BUTTON);
    await openPanel(page, auto);

    expect(await notGood(page)).toEqual({ webAssembly: 'warning' });
  });

  test('shows the page on plain http, of another machine', aboutChecks(['address']), async ({ page, auto, packageDir }) => {
    await page.route('http://site.test/**', async (route) => {
      const { pathname } = new URL(route.request().url());

      await route.fulfill(
        pathname.startsWith('/logto-wasm/')
          ? { contentType: 'text/javascript', body: await readFile(path.join(packageDir, path.basename(pathname)), 'utf8') }
          : { contentType: 'text/html', body: `<!DOCTYPE html><title>x</title>${auto.tag()}${BUTTON}` }
      );
    });
    await openPanel(page, { address: 'http://site.test' });

    expect(await notGood(page)).toMatchObject({ address: 'wrong', storage: 'warning' });
    expect(await textOf(page, 'address')).toContain('Open it at https://site.test');
    expect(await textOf(page, 'storage')).toContain('Web Locks is missing');
  });
});
