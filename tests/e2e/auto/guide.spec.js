// The guide for Webflow, done: its snippets are pages here, in both languages, with what a reader would put in. The
// pages are those of a folder that the demo serves, as the guide proposes for trying it.

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { startOwnSite, tagFor } from '../../../examples/demo/own-site.js';
import { organizations, users } from '../../../examples/demo/people.js';
import { ownSite } from '../../../examples/demo/sites.js';
import { composePage, fillIn } from '../../guide/compose.js';
import { LANGUAGES, readGuide, registrationsOf, snippetsOf } from '../../guide/read.js';
import { startHuggingFace } from '../../provider/hugging-face.js';
import { startProvider } from '../../provider/index.js';
import { test as base, expect } from '../support/test.js';
import { authorizeAtHuggingFace, enterHuggingFacePassword } from '../support/visitor.js';
import { FURTHER, sampled } from '../support/volume.js';
import { ready } from './test.js';

const CONNECTOR = { clientId: 'provider', clientSecret: 'known-to-both-ends' };

/** The guide's sites: which way of signing in each is, and its pages by their files. */
const SITES = {
  attributes: {
    way: 'A',
    pages: {
      'index.html': ['every', 'home'],
      'members.html': ['every', 'members'],
      'profile.html': ['every', 'profile'],
      // The tag of step A9 in the place of that of A1.
      'fr.html': ['french'],
    },
  },
  code: {
    way: 'B',
    pages: {
      'index.html': ['code every', 'code home'],
      'callback.html': ['code every', 'code callback'],
    },
  },
  patientCode: {
    way: 'B',
    pages: {
      'index.html': ['code every', 'code home'],
      'callback.html': ['code every', 'code patient callback'],
    },
  },
  own: { way: 'A', pages: { 'index.html': ['own home'] } },
};

/**
 * Playwright's `test` with `guide`: the site of one of its parts (`test.use({ part })`), in one of its languages, and
 * what it signs in with.
 */
const test = base.extend({
  language: ['en', { option: true }],
  part: ['attributes', { option: true }],

  guide: async ({ packageDir, language, part }, use) => {
    const root = await mkdtemp(path.join(tmpdir(), 'logto-wasm-guide-'));
    const site = await startOwnSite({ root, port: 0, packageDir });
    const { address } = site;
    const text = await readGuide(language);
    const { way, pages } = SITES[part];
    const { app } = ownSite(root);
    const { redirectUri, postSignOutRedirectUri } = registrationsOf(text)[way];
    const redirectUris = [];
    const huggingFace = await startHuggingFace({ ...CONNECTOR, redirectUris });
    const provider = await startProvider({
      // As the guide has it registered, and nothing else.
      apps: [
        {
          ...app,
          redirectUris: [fillIn(redirectUri, { address })],
          postLogoutRedirectUris: [fillIn(postSignOutRedirectUri, { address })],
        },
      ],
      users,
      organizations,
      huggingFace: { ...CONNECTOR, port: huggingFace.port, scope: 'profile email' },
    });
    redirectUris.push(`${provider.endpoint}/callback/huggingface`);

    const values = { endpoint: provider.endpoint, appId: app.appId, address };
    const snippets = snippetsOf(text);

    for (const [file, names] of Object.entries(pages)) {
      // Of the last page, no language but that of its tag.
      const lang = file === 'fr.html' ? 'en' : language;

      await writeFile(path.join(root, file), fillIn(composePage(snippets, { names, lang }), values));
    }

    await use({ address, provider, huggingFace, tag: tagFor(values) });
    await Promise.all([site.close(), provider.close(), huggingFace.close()]);
    await rm(root, { recursive: true });
  },
});

const button = (page, action) =>
  page.locator(`[data-logto="${action}"]:not([data-logto-direct])`);

/** By the demo's accounts. */
const enterPassword = async (page, username = 'alice') => {
  const { password } = users('').find((each) => each.username === username);

  await page.locator('input[name=identifier]').fill(username);
  await page.locator('input[name=password]').fill(password);
  await page.locator('button[name=sign-in]').click();
};

const atProvider = (page, { provider }, pathname = '/sign-in') =>
  page.waitForURL((url) => url.origin === provider.endpoint && url.pathname === pathname);

const signIn = async (page, guide, username) => {
  await page.goto(guide.address);
  await ready(page, 'signed-out');
  await button(page, 'sign-in').click();
  await atProvider(page, guide);
  await enterPassword(page, username);
  await page.waitForURL(`${guide.address}/`);
  await ready(page, 'signed-in');
};

const CANCELLED = { en: 'The sign-in was cancelled.', fr: 'La connexion a été annulée.' };
const NO_CONNECTION = { en: /There is no connection/, fr: /est injoignable/ };

for (const language of LANGUAGES) {
  test.describe(`the guide (${language}), without code`, () => {
    test.use({ language });

    test('buttons, who sees what, name and picture', async ({ page, guide }) => {
      await page.goto(guide.address);
      await ready(page, 'signed-out');
      await expect(button(page, 'sign-in')).toBeVisible();
      await expect(button(page, 'sign-up')).toBeVisible();
      await expect(button(page, 'sign-out')).toBeHidden();
      await expect(page.locator('.invitation')).toBeVisible();
      for (const hidden of ['.greeting', '.who', '.error', '[href="/members"]']) {
        await expect(page.locator(hidden)).toBeHidden();
      }

      await signIn(page, guide);
      await expect(page.locator('.who span')).toHaveText('Alice Example');
      await expect(page.locator('.portrait')).toHaveAttribute(
        'src',
        `${guide.provider.endpoint}/avatars/alice.svg`
      );
      await expect(page.locator('.portrait')).toBeVisible();
      await expect(page.locator('.greeting')).toBeVisible();
      await expect(page.locator('[href="/members"]')).toBeVisible();
      await expect(button(page, 'sign-in')).toBeHidden();
      await expect(page.locator('.invitation')).toBeHidden();

      await button(page, 'sign-out').click();
      await page.waitForURL(`${guide.address}/`);
      await ready(page, 'signed-out');
      await expect(button(page, 'sign-in')).toBeVisible();
      await expect(button(page, 'sign-out')).toBeHidden();
    });

    test('a new member comes to the members’ page', { tag: FURTHER }, async ({ page, guide }) => {
      await page.goto(guide.address);
      await ready(page, 'signed-out');
      await button(page, 'sign-up').click();
      await atProvider(page, guide, '/register');
      await page.locator('input[name=identifier]').fill('newcomer');
      await page.locator('input[name=password]').fill('correct-horse');
      await page.locator('button[type=submit]').first().click();

      await page.waitForURL(`${guide.address}/members`);
      await ready(page, 'signed-in');
      await expect(page.locator('.who span')).toHaveText('newcomer');
      // There is none: the placeholder is left.
      await expect(page.locator('.portrait')).toHaveAttribute('src', /^data:/);
    });

    test('"Continue with Hugging Face"', { tag: FURTHER }, async ({ page, guide }) => {
      await page.goto(guide.address);
      await ready(page, 'signed-out');
      await page.locator('[data-logto-direct]').click();
      await page.waitForURL((url) => url.origin === guide.huggingFace.endpoint);
      await enterHuggingFacePassword(page);
      await authorizeAtHuggingFace(page);

      await page.waitForURL(`${guide.address}/`);
      await ready(page, 'signed-in');
      await expect(page.locator('.who span')).toHaveText('Ada Lovelace');
      await expect(page.locator('[data-logto-direct]')).toBeHidden();
    });

    test('whoever cancels at Hugging Face chooses another way', { tag: FURTHER }, async ({ page, guide }) => {
      await page.goto(guide.address);
      await ready(page, 'signed-out');
      await page.locator('[data-logto-direct]').click();
      await enterHuggingFacePassword(page);
      await page.locator('button[name=decision][value=cancel]').click();
      await atProvider(page, guide);
      await enterPassword(page);

      await page.waitForURL(`${guide.address}/`);
      await expect(page.locator('.who span')).toHaveText('Alice Example');
    });

    test('the members’ page sends visitors to sign in, and back', { tag: FURTHER }, async ({ page, guide }) => {
      await page.goto(`${guide.address}/members`);
      await atProvider(page, guide);
      await enterPassword(page);
      await page.waitForURL(`${guide.address}/members`);
      await ready(page, 'signed-in');

      await expect(page.locator('h1')).toBeVisible();
      await expect(page.locator('.counter')).toBeHidden();
      // The script of step A10.
      await expect(page.locator('body')).toHaveAttribute('data-membership', 'Patron since 2019');
    });

    test('a block for administrators', { tag: FURTHER }, async ({ page, guide }) => {
      await signIn(page, guide, 'grace');
      await page.locator('[href="/members"]').click();
      await page.waitForURL(`${guide.address}/members`);
      await ready(page, 'signed-in');

      await expect(page.locator('.counter')).toBeVisible();
      // The page's own script has its answer: its request must not outlive the test.
      await expect(page.locator('body')).toHaveAttribute('data-membership');
    });

    test('the profile: what is known of the visitor, in a text and in the form', { tag: FURTHER }, async ({
      page,
      guide,
    }) => {
      await page.goto(`${guide.address}/profile`);
      await atProvider(page, guide);
      await enterPassword(page);
      await page.waitForURL(`${guide.address}/profile`);
      await ready(page, 'signed-in');

      await expect(page.locator('.profile strong')).toHaveText('Patron since 2019');
      await expect(page.locator('[name=name]')).toHaveValue('Alice Example');
      await expect(page.locator('[name=email]')).toHaveValue('alice@example.test');
      await expect(page.locator('[name=Genre]')).toHaveValue('Nonsense, and natural history');
    });

    test('a profile without custom data has what was drawn', { tag: FURTHER }, async ({ page, guide }) => {
      guide.provider.updateUser('alice', { customData: {} });
      await page.goto(`${guide.address}/profile`);
      await atProvider(page, guide);
      await enterPassword(page);
      await page.waitForURL(`${guide.address}/profile`);
      await ready(page, 'signed-in');

      await expect(page.locator('.profile strong')).toHaveText(language === 'fr' ? 'Lecteur' : 'Reader');
      await expect(page.locator('[name=Genre]')).toHaveValue('');
    });

    test('an error is told where the page has a place for it, and is over', { tag: FURTHER }, async ({ page, guide }) => {
      const mend = guide.provider.fault('/oidc/.well-known/openid-configuration', () => ({ reset: true }));
      await page.goto(guide.address);
      await ready(page, 'signed-out');
      await button(page, 'sign-in').click();
      await expect(page.locator('.error')).toHaveText(NO_CONNECTION[language]);

      mend();
      await button(page, 'sign-in').click();
      await atProvider(page, guide);
    });

    test('an answer of the provider’s that is a refusal is told', { tag: FURTHER }, async ({ page, guide }) => {
      await page.goto(guide.address);
      await ready(page, 'signed-out');
      await button(page, 'sign-in').click();
      await atProvider(page, guide);
      await page.goto(`${guide.address}/logto-wasm/integrity.json`);
      const state = await page.evaluate(
        () => JSON.parse(sessionStorage.getItem('logto:my-site:signInSession')).state
      );
      const query = new URLSearchParams({
        error: 'access_denied',
        state,
        iss: guide.provider.issuer,
      });
      await page.goto(`${guide.address}/?${query}`);
      await ready(page, 'error');

      await expect(page.locator('.error')).toHaveText(CANCELLED[language]);
      await expect(page).toHaveURL(`${guide.address}/`);
    });

    test('the panel finds nothing to change on any page', { tag: FURTHER }, async ({ page, guide }) => {
      for (const path of ['', 'members', 'profile']) {
        await page.goto(`${guide.address}/${path}?logto-debug`);
        if (path === 'members') {
          await atProvider(page, guide);
          await enterPassword(page, 'grace');
        }
        await ready(page);

        await expect(page.locator('logto-debug .sum')).toHaveClass(/\bok\b/);
      }
    });

    test('a page in English whose tag says French', { tag: FURTHER }, async ({ page, guide }) => {
      await page.goto(`${guide.address}/fr?code=1&state=2&iss=${encodeURIComponent(guide.provider.issuer)}`);
      await ready(page, 'error');

      await expect(page.getByRole('alert')).toContainText('Veuillez vous reconnecter.');
    });
  });

  // By code, the guides have the same lines: the package's tests compare them.
  if (language !== LANGUAGES[0]) continue;

  for (const [part, details] of sampled(['code', 'patientCode'])) {
    test.describe(`the guide (${language}), by code (${part})`, details, () => {
      test.use({ language, part });

      test('sign in, see who you are, sign out', async ({ page, guide }) => {
        await page.goto(guide.address);
        await expect(page.locator('#sign-in')).toBeVisible();
        await expect(page.locator('#sign-out')).toBeHidden();

        await page.locator('#sign-in').click();
        await enterPassword(page);
        await page.waitForURL(`${guide.address}/`);
        await expect(page.locator('#visitor')).toHaveText('Alice Example');
        await expect(page.locator('#sign-in')).toBeHidden();

        await page.locator('#sign-out').click();
        await page.waitForURL(`${guide.address}/`);
        await expect(page.locator('#sign-in')).toBeVisible();
        await expect(page.locator('#visitor')).toHaveText('');
      });

      test('"Continue with Hugging Face"', { tag: FURTHER }, async ({ page, guide }) => {
        await page.goto(guide.address);
        await page.locator('#hugging-face').click();
        await enterHuggingFacePassword(page);
        await authorizeAtHuggingFace(page);

        await page.waitForURL(`${guide.address}/`);
        await expect(page.locator('#visitor')).toHaveText('Ada Lovelace');
      });
    });
  }

  test.describe(`the guide (${language}), by code`, () => {
    test.use({ language, part: 'patientCode' });

    test('the patient callback takes home who has cancelled', { tag: FURTHER }, async ({ page, guide }) => {
      await page.goto(`${guide.address}/callback?error=access_denied&state=1`);

      await page.waitForURL(`${guide.address}/`);
      await expect(page.locator('#sign-in')).toBeVisible();
    });
  });

  test.describe(`the guide (${language}), on this machine`, () => {
    test.use({ language, part: 'own' });

    test('the page to begin with signs in and out, with the demo’s tag', async ({ page, guide }) => {
      await page.goto(guide.address);
      const lines = (text) => text.split('\n').map((line) => line.trim()).filter(Boolean);
      const source = lines(await (await page.request.get(guide.address)).text()).join('\n');
      expect(source).toContain(lines(guide.tag).join('\n'));

      await signIn(page, guide);
      await expect(button(page, 'sign-in')).toBeHidden();
      await button(page, 'sign-out').click();
      await page.waitForURL(`${guide.address}/`);
      await expect(button(page, 'sign-in')).toBeVisible();
    });
  });
}
