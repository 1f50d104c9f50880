// The crate by itself, as `wasm-pack build --target web` makes it: the example page signs in, and out again.

import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { storages } from './support/client.js';
import { expect, test } from './support/test.js';
import { enterPassword } from './support/visitor.js';

const EXAMPLE = fileURLToPath(new URL('../../examples/crate/', import.meta.url));

/** The folder of wasm-pack's output. */
const built = () => {
  const folder = process.env.LOGTO_WASM_CRATE;

  if (!folder) {
    throw new Error('LOGTO_WASM_CRATE is not set: `cargo xtask test e2e` builds the crate and sets it.');
  }

  return folder;
};

const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.wasm': 'application/wasm' };

/** Serves the example at the address of the bench's callback, with a configuration for the bench. */
const serveExample = async (page, world) => {
  const { address, appId, callback } = world.bench;
  const config = { endpoint: world.provider.endpoint, appId };

  await page.route(`${address}/**`, async (route) => {
    const { pathname } = new URL(route.request().url());
    const file =
      pathname === '/callback'
        ? path.join(EXAMPLE, 'index.html')
        : path.join(built(), path.relative('/pkg', pathname));

    if (pathname === '/config.js') {
      await route.fulfill({
        contentType: TYPES['.js'],
        body: `
          export const config = ${JSON.stringify(config)};
          export const redirectUri = ${JSON.stringify(callback)};
          export const home = ${JSON.stringify(address)};
        `,
      });
    } else if (pathname === '/callback' || pathname.startsWith('/pkg/')) {
      await route.fulfill({ contentType: TYPES[path.extname(file)], body: await readFile(file) });
    } else {
      await route.fallback();
    }
  });
};

// Chrome takes a page that a test answers for a public one, which may not ask servers of this machine by itself.
test.use({ permissions: ['local-network-access'] });

test('the example page signs in and out with the module of the crate alone', async ({ page, world }) => {
  await serveExample(page, world);
  await page.goto(world.bench.callback);
  await expect(page.locator('#who')).toHaveText('Not signed in');

  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL((url) => url.origin === world.provider.endpoint);
  await enterPassword(page);
  await page.waitForURL(`${world.bench.callback}?**`);
  // A redirect leads to the site itself; only a request of the browser's own is answered by this test.
  await page.reload();
  await expect(page.locator('#who')).toHaveText('Alice Example');
  expect(new URL(page.url()).search).toBe('');

  await page.reload();
  await expect(page.locator('#who')).toHaveText('Alice Example');
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.waitForURL(`${world.bench.address}/`);
  expect(await storages(page)).toEqual({ local: {}, session: {} });
});
