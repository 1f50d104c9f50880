// The panel where something is wrong between the site and the provider: each mistake made on purpose, and what it
// says to do about that.

import { listenOnLoopback } from '../../../examples/demo/loopback.js';
import { FURTHER, sampled } from '../support/volume.js';
import { aboutChecks, checked, notGood, openPanel, statuses, textOf } from './panel.js';
import { expect, test } from './test.js';

const HOME = '<h1>Home</h1><button data-logto="sign-in">Sign in</button>';

/** Opens the panel on a page whose tag has other attributes. */
const openWith = async (page, auto, attributes) => {
  auto.page('/', HOME, { attributes });
  await openPanel(page, auto);
};

/** What hangs on the endpoint is not known as long as that is wrong. */
const ENDPOINT = { endpoint: 'wrong', application: 'unknown', redirect: 'unknown', origin: 'unknown' };

/** What the provider says to the link of a check. */
const followLink = async (page, name) => {
  const [tab] = await Promise.all([
    page.context().waitForEvent('page'),
    page.locator(`logto-debug [data-check=${name}] a`).click(),
  ]);

  await tab.waitForLoadState();
  return tab.locator('body').textContent();
};

test.describe('the endpoint', () => {
  test('is that of nobody', { tag: FURTHER }, async ({ page, auto }) => {
    const { port, close } = await listenOnLoopback(() => {}, 0);
    await close();
    await openWith(page, auto, { 'data-logto-endpoint': `http://localhost:${port}` });

    expect(await notGood(page)).toEqual(ENDPOINT);
    expect(await textOf(page, 'endpoint')).toContain(`Nobody answers at localhost:${port}.`);
  });

  test('is a website', { tag: FURTHER }, async ({ page, auto }) => {
    await openWith(page, auto, { 'data-logto-endpoint': auto.address });

    expect(await notGood(page)).toEqual(ENDPOINT);
    expect(await textOf(page, 'endpoint')).toContain(`A server answers at ${auto.address} (status 404)`);
  });

  test('is a website that others may not read', { tag: FURTHER }, async ({ page, auto }) => {
    const { port, close } = await listenOnLoopback((_request, response) => response.end('<h1>Hello</h1>'), 0);
    await openWith(page, auto, { 'data-logto-endpoint': `http://localhost:${port}` });

    expect(await notGood(page)).toEqual(ENDPOINT);
    expect(await textOf(page, 'endpoint')).toContain(`localhost:${port} answers, but not as a Logto does`);
    await close();
  });

  const rests = ['/oidc', '/oidc/.well-known/openid-configuration', '/sign-in', '/console/applications/abc'];

  for (const [rest, { tag }] of sampled(rests, () => 'endpoint')) {
    test(`has ${rest} at its end`, { tag, ...aboutChecks(['endpoint']) }, async ({ page, auto }) => {
      await openWith(page, auto, { 'data-logto-endpoint': auto.provider.endpoint + rest });

      expect(await notGood(page)).toEqual(ENDPOINT);
      expect(await textOf(page, 'endpoint')).toContain(`put in ${auto.provider.endpoint}.`);
      await expect(page.locator('logto-debug [data-check=endpoint] .paste code')).toHaveText(auto.provider.endpoint);
    });
  }

  test('is the Console’s', { tag: FURTHER }, async ({ page, auto }) => {
    await page.route('https://cloud.logto.io/**', (route) => route.fulfill({ status: 404, body: 'not here' }));
    await page.route('https://abc123.logto.app/**', (route) => route.abort());
    await openWith(page, auto, { 'data-logto-endpoint': 'https://cloud.logto.io/abc123/applications' });

    expect(await notGood(page)).toEqual(ENDPOINT);
    expect(await textOf(page, 'endpoint')).toContain('is the address of Logto Console');
  });

  test('is not what the provider calls itself', { tag: FURTHER }, async ({ page, auto }) => {
    const other = auto.provider.endpoint.replace('localhost', '127.0.0.1');
    await openWith(page, auto, { 'data-logto-endpoint': other });

    expect(await notGood(page)).toEqual(ENDPOINT);
    expect(await textOf(page, 'endpoint')).toContain(`calls itself ${auto.provider.issuer}`);
    await expect(page.locator('logto-debug [data-check=endpoint] .paste code')).toHaveText(auto.provider.endpoint);
  });

  test('does not answer in time', { tag: FURTHER }, async ({ page, auto }) => {
    let release;
    const until = new Promise((resolve) => {
      release = resolve;
    });
    auto.provider.fault('/oidc/.well-known/openid-configuration', () => ({ until }));
    await openWith(page, auto);

    expect(await notGood(page)).toEqual({ ...ENDPOINT, endpoint: 'unknown' });
    expect(await textOf(page, 'endpoint')).toContain('has not answered in time');
    release();
  });

  test('is forbidden by the site’s policy', { tag: FURTHER }, async ({ page, auto }) => {
    auto.headers.set('/', { 'content-security-policy': "connect-src 'self'" });
    await openWith(page, auto);

    expect(await notGood(page)).toEqual(ENDPOINT);
    expect(await textOf(page, 'endpoint')).toContain(`add ${auto.provider.endpoint} to connect-src`);
  });

  test('cannot be reached offline', { tag: FURTHER }, async ({ page, auto }) => {
    await openWith(page, auto);
    expect(await notGood(page)).toEqual({});

    await page.context().setOffline(true);
    await page.getByRole('button', { name: 'Check again' }).click();
    await checked(page);
    expect(await notGood(page)).toMatchObject(ENDPOINT);
    expect(await textOf(page, 'endpoint')).toContain('This device is offline.');

    await page.context().setOffline(false);
    await page.getByRole('button', { name: 'Check again' }).click();
    await checked(page);
    expect(await notGood(page)).toEqual({});
  });
});

test.describe('the application', () => {
  test('is unknown', aboutChecks(['application']), async ({ page, auto }) => {
    await openWith(page, auto, { 'data-logto-app-id': 'nobody' });

    expect(await notGood(page)).toEqual({ application: 'wrong', redirect: 'unknown', origin: 'unknown' });
    expect(await textOf(page, 'application')).toContain('Logto does not know the App ID nobody.');
    expect(await followLink(page, 'application')).toContain('oidc.invalid_client');
  });

  test('is of a type that needs a secret', { tag: FURTHER }, async ({ page, auto }) => {
    auto.provider.tamper('/oidc/token', () => ({
      status: 401,
      body: { error: 'invalid_client', error_description: 'client authentication failed' },
    }));
    await openWith(page, auto);

    expect(await notGood(page)).toMatchObject({ application: 'wrong' });
    expect(await textOf(page, 'application')).toContain('needs a secret');
  });

  test('is not told by a provider that is busy', { tag: FURTHER }, async ({ page, auto }) => {
    auto.provider.fault('/oidc/token', () => ({ status: 429 }));
    await openWith(page, auto);

    expect(await notGood(page)).toEqual({ application: 'unknown', redirect: 'unknown', origin: 'unknown' });
  });
});

test.describe('the redirect URI', () => {
  test('is not registered', aboutChecks(['redirect']), async ({ page, auto }) => {
    auto.page('/elsewhere', HOME);
    await openWith(page, auto, { 'data-logto-callback': '/elsewhere' });

    expect(await notGood(page)).toEqual({ redirect: 'wrong' });
    expect(await textOf(page, 'redirect')).toContain(`Logto does not lead visitors back to ${auto.address}/elsewhere`);
    await expect(page.locator('logto-debug [data-check=redirect] .paste code')).toHaveText(`${auto.address}/elsewhere`);
    expect(await followLink(page, 'redirect')).toContain('oidc.invalid_redirect_uri');
  });

  test.describe('is registered without the slash at its end', () => {
    test.use({ registered: { at: (address) => ({ redirectUris: [address] }) } });

    test('and the one to register is shown with it', { tag: FURTHER }, async ({ page, auto }) => {
      await openWith(page, auto);

      expect(await notGood(page)).toEqual({ redirect: 'wrong' });
      await expect(page.locator('logto-debug [data-check=redirect] .paste code')).toHaveText(`${auto.address}/`);
    });
  });

  test('leads to no page', { tag: FURTHER }, async ({ page, auto }) => {
    await openWith(page, auto, { 'data-logto-callback': '/callback' });

    expect(await notGood(page)).toEqual({ redirect: 'warning' });
    expect(await textOf(page, 'redirect')).toContain(`Logto leads visitors back to ${auto.address}/callback`);
    expect(await textOf(page, 'redirect')).toContain('There is no page at');
  });

  for (const [name, value] of [
    ['x-frame-options', 'DENY'],
    ['content-security-policy', "frame-ancestors 'none'"],
    ['content-security-policy', "frame-src 'none'"],
  ]) {
    test(`cannot be seen under ${name}: ${value}`, { tag: FURTHER }, async ({ page, auto }) => {
      auto.headers.set('/', { [name]: value });
      await openWith(page, auto);

      expect(await notGood(page)).toEqual({ redirect: 'unknown' });
      expect(await textOf(page, 'redirect')).toContain('forbid frames');
    });
  }

  test('is not told in time', { tag: FURTHER }, async ({ page, auto }) => {
    let release;
    const until = new Promise((resolve) => {
      release = resolve;
    });
    auto.provider.fault('/oidc/auth', () => ({ until }));
    await openWith(page, auto);

    expect(await notGood(page)).toEqual({ redirect: 'unknown' });
    expect(await textOf(page, 'redirect')).toContain('There was no answer in time.');
    await expect(page.locator('iframe')).toHaveCount(0);
    release();
  });

  test('is right, but a resource is unknown', { tag: FURTHER }, async ({ page, auto }) => {
    await openWith(page, auto, { 'data-logto-resources': 'https://nowhere.test/api' });

    expect(await notGood(page)).toEqual({ redirect: 'wrong' });
    expect(await textOf(page, 'redirect')).toContain('Logto Console > API resources');
  });

  test('is right, but the provider refuses for a reason of its own', { tag: FURTHER }, async ({ page, auto }) => {
    await page.route(`${auto.provider.issuer}/auth?**`, (route) => {
      const { searchParams } = new URL(route.request().url());
      const back = new URL(searchParams.get('redirect_uri'));

      back.search = new URLSearchParams({
        error: 'server_error',
        error_description: 'asked by ada@example.test',
        state: searchParams.get('state'),
      });
      return route.fulfill({ status: 303, headers: { location: back.href } });
    });
    await openWith(page, auto);

    expect(await notGood(page)).toEqual({ redirect: 'wrong' });
    expect(await textOf(page, 'redirect')).toContain('server_error');
    expect(await textOf(page, 'redirect')).not.toContain('ada@example.test');
  });
});

test.describe('this site’s origin', () => {
  test.describe('and its redirect URI are not registered', () => {
    test.use({ registered: { at: () => ({ redirectUris: ['https://elsewhere.test/'], corsOrigins: [] }) } });

    test('which are two things to do, and not the App ID', aboutChecks(['redirect', 'origin']), async ({ page, auto }) => {
      await openWith(page, auto);

      expect(await notGood(page)).toEqual({ redirect: 'wrong', origin: 'wrong' });
      await expect(page.locator('logto-debug [data-check=origin] .paste code')).toHaveText(auto.address);
      expect(await textOf(page, 'origin')).toContain('CORS allowed origins');
    });
  });

  test('is not registered, though its redirect URI is', { tag: FURTHER }, async ({ page, auto }) => {
    // Logto takes the origins of redirect URIs as registered; a proxy in front of it may not.
    auto.provider.tamper('/oidc/token', () => ({ headers: { 'access-control-allow-origin': 'https://elsewhere.test' } }));
    await openWith(page, auto);

    expect(await statuses(page)).toMatchObject({ application: 'ok', redirect: 'ok', origin: 'wrong' });
  });
});
