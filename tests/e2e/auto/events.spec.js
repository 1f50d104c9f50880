// What the page hears, and what visitors and the site's owner are told.

import { enterPassword } from '../support/visitor.js';
import { expect, ready, signIn, test } from './test.js';
import { FURTHER, sampled } from '../support/volume.js';

/** Records the events and states of all pages from now on. */
const record = (page) =>
  page.addInitScript(() => {
    const events = (globalThis.events = []);

    for (const name of ['ready', 'change', 'error']) {
      document.addEventListener(`logto:${name}`, ({ detail }) => {
        const { client, claims, error, ...others } = detail;

        events.push([name, { ...others, name: claims?.name, isClient: client === window.logtoClient }]);
      });
    }
  });

const events = (page) => page.evaluate(() => globalThis.events);

const consoleOf = (page) => {
  const lines = [];

  page.on('console', (message) => lines.push(message.text()));
  return lines;
};

test('ready, when later scripts of the page have their listeners', async ({ page, auto }) => {
  auto.page(
    '/',
    `<script type="module">
       document.addEventListener('logto:ready', ({ detail }) => (window.ready = detail.state));
       window.atOnce = [await window.logtoClient.isAuthenticated(), document.documentElement.dataset.logtoState];
     </script>`
  );
  await page.goto(auto.address);
  await expect.poll(() => page.evaluate(() => window.ready)).toBe('signed-out');
  expect(await page.evaluate(() => window.atOnce)).toEqual([false, 'signed-out']);
});

test('ready once, then each change', async ({ page, auto }) => {
  auto.page('/', 'Home');
  await record(page);
  await page.goto(auto.address);
  await ready(page);
  await signIn(page, auto);
  expect(await events(page)).toEqual([
    ['ready', { state: 'signed-in', isAuthenticated: true, name: 'Alice Example', isClient: true }],
  ]);

  await page.evaluate(() => window.logtoClient.clearAllTokens());
  await ready(page, 'signed-out');
  expect((await events(page)).slice(1)).toEqual([
    ['change', { state: 'signed-out', isAuthenticated: false, isClient: true }],
  ]);
});

test('ready, although the page’s pictures take their time', { tag: FURTHER }, async ({ page, auto }) => {
  // Never answered: the page is not loaded as long as it waits for it.
  await page.route('https://slow.example/**', () => {});
  auto.page('/', '<img src="https://slow.example/picture.svg" alt=""><button data-logto="sign-in">in</button>');
  await record(page);
  await page.goto(auto.address, { waitUntil: 'commit' });
  await ready(page);
  await expect.poll(() => events(page)).toHaveLength(1);
  await page.getByText('in', { exact: true }).click();
  await enterPassword(page);
  await page.waitForURL(`${auto.address}/`, { waitUntil: 'commit' });
  await ready(page, 'signed-in');

  await expect.poll(() => events(page)).toHaveLength(1);
  expect(await page.evaluate(() => document.readyState)).toBe('interactive');
});

test('an error has its code, both texts, and where to read on; so has the console', async ({
  page,
  auto,
}) => {
  auto.provider.fault('/oidc/.well-known/openid-configuration', () => ({ status: 404 }));
  const lines = consoleOf(page);
  auto.page('/', '<button data-logto="sign-in">in</button><p data-logto-error>as drawn</p>');
  await record(page);
  await page.goto(auto.address);
  await ready(page, 'signed-out');
  await expect(page.locator('[data-logto-error]')).toBeHidden();
  await page.getByText('in', { exact: true }).click();
  await ready(page, 'error');

  const [, [name, detail]] = await events(page);
  expect(name).toBe('error');
  expect(detail).toMatchObject({ during: 'sign-in', text: expect.stringMatching(/not set up|connection|wrong/) });
  expect(detail.docs).toBe(
    `https://github.com/logto-wasm/logto-wasm/blob/main/docs/errors.md#${/^(http_error|oidc)/.exec(detail.code)?.[0] ?? detail.code}`
  );
  await expect(page.getByRole('alert')).toHaveText(detail.text);
  expect(lines.filter((line) => line.includes(detail.docs))).toHaveLength(1);
  expect(lines.join()).toContain(detail.message);
});

test('an endpoint that ends in /oidc: to the browser there is no answer, and the console says what to look at', async ({
  page,
  auto,
}) => {
  const lines = consoleOf(page);
  auto.page('/', '<button data-logto="sign-in">in</button>', {
    attributes: { 'data-logto-endpoint': auto.provider.issuer },
  });
  await page.goto(auto.address);
  await ready(page);
  await page.getByText('in', { exact: true }).click();
  await ready(page, 'error');

  const line = lines.find((each) => each.includes('docs/errors.md#network_error'));
  expect(line).toContain('no `/oidc` at its end');
});

test('an error is over when something works', { tag: FURTHER }, async ({ page, auto }) => {
  const undo = auto.provider.fault('/oidc/.well-known/openid-configuration', () => ({ reset: true }));
  auto.page('/', '<button data-logto="sign-in">in</button><p data-logto-error></p>');
  await page.goto(auto.address);
  await ready(page);
  await page.getByText('in', { exact: true }).click();
  await ready(page, 'error');
  undo();

  await page.getByText('in', { exact: true }).click();
  await expect(page.locator('[data-logto-error]')).toBeHidden();
});

test.describe('a page without a place for errors', () => {
  const fail = async (page, auto, head = '') => {
    auto.provider.fault('/oidc/.well-known/openid-configuration', () => ({ reset: true }));
    auto.page('/', '<button data-logto="sign-in">in</button>', { head });
    await page.goto(auto.address);
    await ready(page);
    await page.getByText('in', { exact: true }).click();
    await ready(page, 'error');
  };

  test('gets a notice that can be closed', async ({ page, auto }) => {
    await fail(page, auto);

    await expect(page.getByRole('alert')).toContainText('no connection');
    await page.getByRole('button', { name: 'Close' }).press('Enter');
    await expect(page.getByRole('alert')).toBeHidden();
  });

  test('gets none if it shows errors its own way', { tag: FURTHER }, async ({ page, auto }) => {
    await fail(
      page,
      auto,
      '<script>document.addEventListener("logto:error", (event) => event.preventDefault())</script>'
    );

    await expect(page.getByRole('alert')).toBeHidden();
  });
});

const LANGUAGES = [
  ['the page’s', { lang: 'fr-CA' }, 'La connexion a été annulée.'],
  ['the tag’s', { lang: 'en', attributes: { 'data-logto-lang': 'fr' } }, 'La connexion a été annulée.'],
  ['none of ours', { lang: 'de' }, 'The sign-in was cancelled.'],
  [
    'the site’s own',
    {
      lang: 'de',
      head: '<script type="application/json" data-logto-messages>{"cancelled": "Abgebrochen."}</script>',
    },
    'Abgebrochen.',
  ],
  [
    'one that cannot be read',
    { head: '<script type="application/json" data-logto-messages>{cancelled}</script>' },
    'The sign-in was cancelled.',
  ],
];

for (const [[name, options, text], details] of sampled(LANGUAGES)) {
  test(`messages, in a language: ${name}`, details, async ({ page, auto }) => {
    auto.page('/', '<button data-logto="sign-in">in</button><p data-logto-error></p>', options);
    await page.goto(auto.address);
    await ready(page);
    const [request] = await Promise.all([
      page.waitForRequest((each) => each.url().startsWith(`${auto.provider.issuer}/auth?`)),
      page.getByText('in', { exact: true }).click(),
    ]);
    const state = new URL(request.url()).searchParams.get('state');
    await page.waitForURL((url) => url.pathname === '/sign-in');
    await page.goto(`${auto.address}/?error=access_denied&state=${state}&iss=${auto.provider.issuer}`);
    await ready(page, 'error');

    await expect(page.getByRole('alert')).toHaveText(text);
  });
}

const WRONG_TAGS = {
  'no endpoint': [{ 'data-logto-endpoint': undefined }, '`data-logto-endpoint` is missing'],
  'no app id': [{ 'data-logto-app-id': ' ' }, '`data-logto-app-id` is missing'],
  'an endpoint that was not filled in': [
    { 'data-logto-endpoint': '<your-logto-endpoint>' },
    '`data-logto-endpoint` is still a placeholder',
  ],
  'an app id that was not filled in': [
    { 'data-logto-app-id': '<your-application-id>' },
    '`data-logto-app-id` is still a placeholder',
  ],
  'an endpoint that is none': [{ 'data-logto-endpoint': 'logto.example' }, '`endpoint` must be an absolute URL'],
  'an endpoint that is not safe': [{ 'data-logto-endpoint': 'http://logto.example' }, 'https'],
  'a callback elsewhere': [
    { 'data-logto-callback': 'https://evil.example/callback' },
    '`data-logto-callback` must be an address of this site',
  ],
};

for (const [[name, [attributes, message]], details] of sampled(Object.entries(WRONG_TAGS))) {
  test(`a tag that is wrong: ${name}`, details, async ({ page, auto }) => {
    const lines = consoleOf(page);
    auto.page(
      '/',
      `<h1 data-logto-show="signed-in">Members</h1><button data-logto="sign-in" data-logto-show="signed-out">in</button>
       <p data-logto-error></p>`,
      { attributes }
    );
    await record(page);
    await page.goto(auto.address);
    await ready(page, 'error');

    await expect(page.getByRole('alert')).toHaveText(/not set up correctly/);
    // Nothing that is for members is shown, and whoever tries is told again.
    await expect(page.getByText('Members')).toBeHidden();
    await page.getByRole('button').click();
    await expect.poll(() => events(page)).toHaveLength(2);
    await expect(page.getByRole('button')).not.toHaveAttribute('aria-busy');
    const [[event, detail]] = await events(page);
    expect([event, detail.code]).toEqual(['error', 'config.invalid']);
    expect(detail.message).toContain(message);
    expect(lines.join()).toContain('docs/errors.md#config.invalid');
  });
}

test('two tags are one', async ({ page, auto }) => {
  const lines = consoleOf(page);
  auto.page('/', '<button data-logto="sign-in">in</button>', {
    head: '<script type="module" src="/logto-wasm/auto.js?again"></script>',
  });
  await record(page);
  await page.goto(auto.address);
  await ready(page);
  await expect.poll(() => events(page)).toHaveLength(1);

  expect(lines.join()).toContain('twice');
});

test('the SDK can be imported from it, too', async ({ page, auto }) => {
  auto.page('/', 'Home');
  await page.goto(auto.address);
  await ready(page);

  expect(
    await page.evaluate(async () => {
      const sdk = await import('/logto-wasm/auto.js');
      return window.logtoClient instanceof sdk.default && sdk.default.name;
    })
  ).toBe('LogtoClient');
});
