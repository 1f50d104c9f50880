// What elements do by their attributes.

import {
  authorizeAtHuggingFace,
  enterHuggingFacePassword,
  enterPassword,
  followPages,
} from '../support/visitor.js';
import { storages } from '../support/client.js';
import { tokenRequests } from '../support/world.js';
import { ARCHIVE, expect, LIBRARY, ready, signIn, test } from './test.js';
import { FURTHER, sampled } from '../support/volume.js';

/** The parameters of the authorization request that follows. */
const asked = async (page, { provider }, act) => {
  const [request] = await Promise.all([
    page.waitForRequest((each) => each.url().startsWith(`${provider.issuer}/auth?`)),
    // What the test does next must not meet a page that is being left.
    page.waitForURL((url) => url.origin === provider.endpoint),
    act(),
  ]);

  return Object.fromEntries(new URL(request.url()).searchParams);
};

const click = (page, auto, name) => asked(page, auto, () => page.getByText(name).click());

test('signs in, comes back to the page, and signs out', async ({ page, auto }) => {
  auto.page('/', '<h1>Home</h1>');
  auto.page(
    '/shelf',
    `<button data-logto="sign-in" data-logto-show="signed-out">Sign in</button>
     <button data-logto="sign-out" data-logto-show="signed-in">Sign out</button>
     <p data-logto-text="name"></p>`
  );
  await page.goto(`${auto.address}/shelf?of=alice#books`);
  await ready(page, 'signed-out');
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeHidden();

  const pages = followPages(page);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await enterPassword(page);
  await page.waitForURL(`${auto.address}/shelf?of=alice#books`);
  await ready(page, 'signed-in');

  await expect(page.locator('p')).toHaveText('Alice Example');
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeHidden();
  expect(tokenRequests(auto)).toEqual(['authorization_code']);
  expect(pages.map(({ pathname }) => pathname)).toEqual(['/sign-in', '/', '/shelf']);

  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.waitForURL(`${auto.address}/`);
  await ready(page, 'signed-out');
  expect(await storages(page)).toEqual({ local: {}, session: {} });
  expect(auto.provider.requests).toContainEqual(
    expect.objectContaining({ method: 'POST', path: '/oidc/token/revocation', status: 200 })
  );
});

test('the callback leaves no page to go back to', { tag: FURTHER }, async ({ page, auto }) => {
  auto.page('/', '<h1>Home</h1>');
  auto.page('/shelf', '<a href="#" data-logto="sign-in">Sign in</a>');
  await page.goto(`${auto.address}/shelf`);
  await page.getByText('Sign in').click();
  await enterPassword(page);
  await page.waitForURL(`${auto.address}/shelf`);
  await ready(page, 'signed-in');

  await page.goBack();
  expect(new URL(page.url()).origin).toBe(auto.provider.endpoint);
});

test('what a sign-in asks for is said by attributes', async ({ page, auto }) => {
  auto.page(
    '/',
    `<button data-logto="sign-in" data-logto-login-hint="alice" data-logto-prompt="login consent"
       data-logto-extra-ui_locales="fr" data-logto-first-screen="identifier:sign_in">all</button>
     <button data-logto="sign-in">none</button>`
  );
  const goTo = async () => {
    await page.goto(auto.address);
    await ready(page);
  };

  await goTo();
  expect(await click(page, auto, 'all')).toMatchObject({
    client_id: auto.appId,
    redirect_uri: `${auto.address}/`,
    login_hint: 'alice',
    prompt: 'login consent',
    ui_locales: 'fr',
    first_screen: 'identifier:sign_in',
    code_challenge_method: 'S256',
    resource: 'urn:logto:resource:organizations',
    scope:
      'openid offline_access profile email roles custom_data urn:logto:scope:organizations urn:logto:scope:organization_roles',
  });

  await goTo();
  const plain = await click(page, auto, 'none');
  expect(plain.prompt).toBe('consent');
  for (const name of ['login_hint', 'first_screen', 'ui_locales', 'direct_sign_in']) {
    expect(plain).not.toHaveProperty(name);
  }
});

test('signing up begins on the page for that', { tag: FURTHER }, async ({ page, auto }) => {
  auto.page('/', '<button data-logto="sign-up">Join</button>');
  await page.goto(auto.address);
  await ready(page);

  expect(await click(page, auto, 'Join')).toMatchObject({ first_screen: 'register' });
  await expect(page).toHaveURL((url) => url.pathname === '/register');
});

for (const [direct, details] of sampled(['social:huggingface', 'huggingface'])) {
  test(`goes to Hugging Face at once: ${direct}`, details, async ({ page, auto }) => {
    auto.page(
      '/',
      `<a href="#" data-logto="sign-in" data-logto-direct="${direct}">Continue with Hugging Face</a>
       <p data-logto-text="name"></p>`
    );
    await page.goto(auto.address);
    await page.getByText('Continue').click();
    await enterHuggingFacePassword(page);
    await authorizeAtHuggingFace(page);

    await page.waitForURL(`${auto.address}/`);
    await expect(page.locator('p')).toHaveText('Ada Lovelace');
  });
}

test('goes to another page than the one it began on', { tag: FURTHER }, async ({ page, auto }) => {
  auto.page('/', '<button data-logto="sign-in" data-logto-return-to="/members?from=home">in</button>');
  auto.page(
    '/members',
    '<button data-logto="sign-out" data-logto-return-to="/bye">out</button>'
  );
  auto.page('/bye', 'Bye');
  await page.goto(auto.address);
  await page.getByText('in').click();
  await enterPassword(page);
  await page.waitForURL(`${auto.address}/members?from=home`);

  await page.getByText('out').click();
  await page.waitForURL(`${auto.address}/bye`);
});

test('the redirect URI is what the tag says', { tag: FURTHER }, async ({ page, auto }) => {
  const attributes = { 'data-logto-callback': '/callback' };
  auto.page('/', '<button data-logto="sign-in">in</button>', { attributes });
  auto.page('/callback', 'One moment', { attributes });
  await page.goto(auto.address);

  expect(await click(page, auto, 'in')).toMatchObject({ redirect_uri: `${auto.address}/callback` });
  await enterPassword(page);
  await page.waitForURL(`${auto.address}/`);
  await ready(page, 'signed-in');
});

test('is busy until the page is left, and asks once', { tag: FURTHER }, async ({ page, auto }) => {
  let answer;
  const answered = new Promise((resolve) => {
    answer = resolve;
  });
  auto.provider.fault('/oidc/.well-known/openid-configuration', () => ({ until: answered }));
  auto.page('/', '<button data-logto="sign-in">in</button>');
  await page.goto(auto.address);
  await ready(page);
  const button = page.getByRole('button');

  await button.click();
  await expect(button).toHaveAttribute('aria-busy', 'true');
  await expect(button).toBeFocused();
  await button.click();
  const requests = [];
  page.on('request', (request) => requests.push(request.url()));
  answer();

  await page.waitForURL((url) => url.pathname === '/sign-in');
  expect(requests.filter((url) => url.startsWith(`${auto.provider.issuer}/auth?`))).toHaveLength(1);
});

test('can be used again after an error, with the focus where it was', { tag: FURTHER }, async ({ page, auto }) => {
  const undo = auto.provider.fault('/oidc/.well-known/openid-configuration', () => ({ reset: true }));
  auto.page('/', '<button data-logto="sign-in">in</button><p data-logto-error></p>');
  await page.goto(auto.address);
  await ready(page);
  const button = page.getByRole('button');
  await button.click();

  await expect(page.getByRole('alert')).toHaveText(/no connection/);
  await expect(button).not.toHaveAttribute('aria-busy');
  await expect(button).toBeFocused();
  await ready(page, 'error');

  undo();
  await button.click();
  await page.waitForURL((url) => url.pathname === '/sign-in');
});

test('a link, and a button in a form, do only what they are for', { tag: FURTHER }, async ({ page, auto }) => {
  auto.page(
    '/',
    `<form action="/elsewhere"><button data-logto="nonsense">form</button></form>
     <a href="/elsewhere" data-logto="nonsense"><span>link</span></a>
     <p data-logto-error></p>`
  );
  await page.goto(auto.address);
  await ready(page);

  for (const name of ['form', 'link']) {
    const errors = page.evaluate(
      () =>
        new Promise((resolve) => {
          document.addEventListener('logto:error', ({ detail }) => resolve(detail.message), { once: true });
        })
    );
    await page.getByText(name).click();
    expect(await errors).toContain('`data-logto` must be one of sign-in, sign-up');
    expect(page.url()).toBe(`${auto.address}/`);
  }
});

test('a link that is opened elsewhere is a link', { tag: FURTHER }, async ({ page, auto, context }) => {
  auto.page('/', '<a href="/plain" data-logto="sign-in">in</a>');
  auto.page('/plain', 'Plain');
  await page.goto(auto.address);
  await ready(page);

  const [other] = await Promise.all([
    context.waitForEvent('page'),
    page.getByText('in').click({ modifiers: ['ControlOrMeta'] }),
  ]);
  await other.waitForURL(`${auto.address}/plain`);
  await expect(page.getByText('in')).not.toHaveAttribute('aria-busy');
});

for (const [key, details] of sampled(['Enter', 'Space'])) {
  test(`anything can be used by keyboard: ${key}`, details, async ({ page, auto }) => {
    auto.page('/', '<p>Welcome</p><div data-logto="sign-in"><b>Sign</b> in</div>');
    await page.goto(auto.address);
    await ready(page);

    await page.keyboard.press('Tab');
    await expect(page.getByRole('button', { name: 'Sign in' })).toBeFocused();
    await page.keyboard.press(key);
    await page.waitForURL((url) => url.pathname === '/sign-in');
  });
}

test('elements get a role and a place in the order of tabs only where they have none', { tag: FURTHER }, async ({
  page,
  auto,
}) => {
  auto.page(
    '/',
    `<div id="plain" data-logto="sign-in">1</div>
     <a id="bare" data-logto="sign-in">2</a>
     <div id="own" data-logto="sign-in" role="menuitem" tabindex="-1">3</div>
     <button id="button" data-logto="sign-in">4</button>
     <a id="link" href="#" data-logto="sign-in">5</a>
     <input id="input" type="submit" data-logto="sign-in" value="6">`
  );
  await page.goto(auto.address);
  await ready(page);

  const given = await page.evaluate(() =>
    Object.fromEntries(
      [...document.querySelectorAll('[data-logto]')].map((element) => [
        element.id,
        [element.getAttribute('role'), element.getAttribute('tabindex')],
      ])
    )
  );
  expect(given).toEqual({
    plain: ['button', '0'],
    bare: ['button', '0'],
    own: ['menuitem', '-1'],
    button: [null, null],
    link: [null, null],
    input: [null, null],
  });
});

test('elements that are added later work', { tag: FURTHER }, async ({ page, auto }) => {
  auto.page('/', '<main></main>');
  await page.goto(auto.address);
  await ready(page);
  await page.evaluate(() => {
    document.querySelector('main').innerHTML = '<section><div data-logto="sign-up">Join</div></section>';
  });

  await page.getByRole('button', { name: 'Join' }).press('Enter');
  await page.waitForURL((url) => url.pathname === '/register');
});

test('what the provider publishes is fetched when somebody is about to sign in, and not before', { tag: FURTHER }, async ({
  page,
  auto,
}) => {
  const paths = () => auto.provider.requests.map(({ path }) => path);
  auto.page('/', '<button data-logto="sign-in">in</button>');
  await page.goto(auto.address);
  await ready(page);
  expect(paths()).toEqual([]);

  await page.getByRole('button').hover();
  await expect.poll(paths).toEqual(['/oidc/.well-known/openid-configuration', '/oidc/jwks']);
});

test.describe('organizations', () => {
  const BODY = `
    <button data-logto="switch-organization" data-logto-organization="${LIBRARY.id}">Library</button>
    <button data-logto="switch-organization" data-logto-organization="${ARCHIVE.id}">Archive</button>
    <button data-logto="switch-organization" data-logto-organization="">None</button>
    <p id="in" data-logto-text="organization.name" data-logto-default="nowhere"></p>
    <p data-logto-show="current-organization:${LIBRARY.id}">the library's</p>
    <p data-logto-error></p>`;

  test('are switched to, in all tabs, and left', async ({ page, auto, context }) => {
    auto.page('/', BODY);
    await signIn(page, auto, 'boss');
    const other = await context.newPage();
    await other.goto(auto.address);
    const place = page.locator('#in');
    await expect(place).toHaveText('nowhere');
    await expect(page.getByText("the library's")).toBeHidden();

    await page.getByRole('button', { name: 'Library' }).click();
    for (const each of [page, other]) {
      await expect(each.locator('#in')).toHaveText('Library');
      await expect(each.getByText("the library's")).toBeVisible();
    }
    await expect(page.getByRole('button', { name: 'Library' })).toHaveAttribute('aria-current', 'true');
    await expect(page.getByRole('button', { name: 'Archive' })).toHaveAttribute('aria-current', 'false');

    await page.reload();
    await expect(place).toHaveText('Library');

    await page.getByRole('button', { name: 'Archive' }).click();
    await expect(place).toHaveText('Archive');
    await expect(page.getByText("the library's")).toBeHidden();

    await page.getByRole('button', { name: 'None' }).click();
    await expect(place).toHaveText('nowhere');
  });

  test('of others are not switched to', { tag: FURTHER }, async ({ page, auto }) => {
    auto.page('/', BODY);
    await signIn(page, auto, 'alice');
    await page.getByRole('button', { name: 'Library' }).click();
    await expect(page.locator('#in')).toHaveText('Library');

    await page.getByRole('button', { name: 'Archive' }).click();
    await expect(page.getByRole('alert')).toBeVisible();
    await expect(page.locator('#in')).toHaveText('Library');
    await expect(page.getByRole('button', { name: 'Archive' })).not.toHaveAttribute('aria-busy');
  });

  test('are forgotten with the session', { tag: FURTHER }, async ({ page, auto }) => {
    auto.page('/', `${BODY}<button data-logto="sign-out">out</button>`);
    await signIn(page, auto, 'boss');
    await page.getByRole('button', { name: 'Library' }).click();
    await expect(page.locator('#in')).toHaveText('Library');

    await page.getByText('out').click();
    await page.waitForURL(`${auto.address}/`);
    await ready(page, 'signed-out');
    await expect(page.locator('#in')).toHaveText('nowhere');
    expect(await storages(page)).toEqual({ local: {}, session: {} });
  });
});
