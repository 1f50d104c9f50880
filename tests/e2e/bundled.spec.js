// The entry with the core in the same file: for pages that are one file, and for service workers, which have no `import()`.

import { writeFile } from 'node:fs/promises';
import path from 'node:path';

import { expect, test } from './support/test.js';
import { signIn } from './support/visitor.js';
import { FURTHER } from './support/volume.js';

const BUNDLED = 'bundled.js';

test('a page that imports it signs in, renews and signs out with this one file', async ({ page, world }) => {
  // The bench's own script gets a client that does nothing, and no other file is there.
  await page.route('**/logto-wasm/**', async (route) => {
    const { pathname } = new URL(route.request().url());

    if (pathname.endsWith(`/${BUNDLED}`)) await route.continue();
    else if (pathname.endsWith('/index.js')) {
      await route.fulfill({ contentType: 'text/javascript', body: 'export default class {}' });
    } else await route.abort();
  });
  const client = await signIn(page, world, { file: BUNDLED });

  expect(await client.call('isAuthenticated')).toBe(true);
  expect(await client.call('fetchUserInfo')).toMatchObject({ name: 'Alice Example' });
  const token = await client.call('getAccessToken');
  expect(await client.call('getAccessToken', undefined, undefined, { forceRefresh: true })).not.toBe(token);
  await Promise.all([
    page.waitForURL((url) => url.href === `${world.bench.address}/`),
    client.leave('signOut', world.bench.address),
  ]);
  expect(await client.call('isAuthenticated')).toBe(false);
});

/** A service worker that asks a client for the provider's metadata, and answers the page with the outcome. */
const workerSource = (file, config) => `
  import { BaseClient } from '/logto-wasm/${file}';

  const values = new Map();
  const client = new BaseClient(${JSON.stringify(config)}, {
    storage: {
      getItem: async (key) => values.get(key) ?? null,
      setItem: async (key, value) => void values.set(key, value),
      removeItem: async (key) => void values.delete(key),
    },
    navigate: () => {},
  });

  addEventListener('message', async ({ source }) => {
    try {
      source.postMessage({ issuer: (await client.getOidcConfig()).issuer });
    } catch ({ code, message }) {
      source.postMessage({ code, message });
    }
  });
`;

/** What the client in a service worker answers. */
const askWorker = async (page, world, packageDir, file) => {
  const config = { endpoint: world.provider.endpoint, appId: world.bench.appId };

  // A file that is served: Playwright does not answer for service workers' scripts.
  await writeFile(path.join(packageDir, `worker-${file}`), workerSource(file, config));
  await page.goto(world.bench.address);

  return page.evaluate(async (script) => {
    const registration = await navigator.serviceWorker.register(script, { type: 'module' });
    const worker = registration.installing ?? registration.waiting ?? registration.active;

    return new Promise((done) => {
      navigator.serviceWorker.addEventListener('message', ({ data }) => done(data), { once: true });
      navigator.serviceWorker.startMessages();
      worker.postMessage('ask');
    });
  }, `/logto-wasm/worker-${file}`);
};

test.describe('in a service worker', () => {
  test('it calls the provider', async ({ page, world, packageDir }) => {
    expect(await askWorker(page, world, packageDir, BUNDLED)).toEqual({ issuer: world.provider.issuer });
  });

  test('the entry that loads the core later says what to import → core_unavailable', { tag: FURTHER }, async ({
    page,
    world,
    packageDir,
  }) => {
    expect(await askWorker(page, world, packageDir, 'index.js')).toEqual({
      code: 'core_unavailable',
      message: expect.stringContaining('logto-wasm/bundled'),
    });
  });
});
