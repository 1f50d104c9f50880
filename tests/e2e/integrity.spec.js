// A page that names the hashes of the package's files gets those files, or none: not a byte of a changed one runs.

import { readFile } from 'node:fs/promises';
import path from 'node:path';

import { expect, test } from './support/test.js';
import { sampled } from './support/volume.js';

const FILES = ['index.js', 'auto.js', 'bundled.js', 'core.js', 'core.js?retry', 'compat.js', 'debug.js'];

const addressOf = (world, file) => `${world.bench.address}/logto-wasm/${file}`;

/** What the package says of itself. */
const hashesOf = async (packageDir) =>
  JSON.parse(await readFile(path.join(packageDir, 'integrity.json'), 'utf8'));

const importMap = (world, hashes) => {
  const integrity = Object.fromEntries(
    Object.entries(hashes).map(([file, hash]) => [addressOf(world, file), hash])
  );

  return `<script type="importmap">${JSON.stringify({ integrity })}</script>`;
};

const modulePreload = (world, hashes) =>
  `<link rel="modulepreload" href="${addressOf(world, 'index.js')}" integrity="${hashes['index.js']}">`;

/** Opens a page of the bench with this at the top of its head, and a client as in the tutorial. */
const open = async (page, world, head) => {
  const config = { endpoint: world.provider.endpoint, appId: world.bench.appId };
  const address = `${world.bench.address}/with-integrity`;

  await page.route(address, (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<!DOCTYPE html>
        <html lang="en">
        <head>
          <meta charset="utf-8">
          <title>Integrity</title>
          <link rel="icon" href="data:,">
          ${head}
          <script type="module">
            import LogtoClient from '${addressOf(world, 'index.js')}';
            window.logtoClient = new LogtoClient(${JSON.stringify(config)});
          </script>
        </head>
        </html>`,
    })
  );
  // Its module scripts have run, or will not, when it is loaded.
  await page.goto(address);
};

/** The file works as before, and leaves a trace: what somebody could do who can write to a CDN. */
const tamperWith = (page, file) =>
  page.route(`**/logto-wasm/${file}`, async (route) => {
    const response = await route.fetch();

    await route.fulfill({ response, body: `window.tampered = true;\n${await response.text()}` });
  });

const switchOffWebAssembly = (page) =>
  page.addInitScript(() => {
    delete globalThis.WebAssembly;
  });

/** What the core has to be asked, without a request to the provider. */
const appState = (page) => page.evaluate(async () => (await window.logtoClient.getAppState()) ?? null);
const tampered = (page) => page.evaluate(() => window.tampered ?? false);
const hasClient = (page) => page.evaluate(() => window.logtoClient !== undefined);

/** The browser's own words about what it refuses. */
const complaints = (page) => {
  const texts = [];
  page.on('console', (message) => {
    if (message.type() === 'error' && /integrity/i.test(message.text())) texts.push(message.text());
  });

  return texts;
};

test('the package names the hash of each file that a browser loads', async ({ packageDir }) => {
  const hashes = await hashesOf(packageDir);

  expect(Object.keys(hashes).sort()).toEqual([...FILES].sort());
});

const WAYS = [
  ['an import map', importMap],
  ['modulepreload', modulePreload],
];

for (const [[how, head], details] of sampled(WAYS)) {
  test(`with the right hash, by ${how}, it loads`, details, async ({ page, world, packageDir }) => {
    await open(page, world, head(world, await hashesOf(packageDir)));

    expect(await appState(page)).toBe(null);
  });

  test(`a changed file is refused, by ${how}`, details, async ({ page, world, packageDir }) => {
    const refused = complaints(page);
    await tamperWith(page, 'index.js');
    await open(page, world, head(world, await hashesOf(packageDir)));

    expect(await tampered(page)).toBe(false);
    expect(await hasClient(page)).toBe(false);
    expect(refused).not.toEqual([]);
  });
}

// The counterpart of the tests above: the change is there, and it works.
test('without a hash, a changed file runs', async ({ page, world }) => {
  await tamperWith(page, 'index.js');
  await open(page, world, '');

  expect(await tampered(page)).toBe(true);
  expect(await appState(page)).toBe(null);
});

test('a changed core is refused by the import map, also at its second address', async ({ page, world, packageDir }) => {
  const refused = complaints(page);
  let failures = 0;
  // The CDN fails first, and then serves a changed file.
  await page.route('**/logto-wasm/core.js', (route) => {
    failures += 1;
    return route.fulfill({ status: 503 });
  });
  await tamperWith(page, 'core.js?retry');
  await open(page, world, importMap(world, await hashesOf(packageDir)));

  const code = await page.evaluate(() => window.logtoClient.getAppState().catch((error) => error.code));

  expect(code).toBe('core_unavailable');
  expect(failures).toBe(1);
  expect(await tampered(page)).toBe(false);
  expect(refused).not.toEqual([]);
});

test('a core that fails once is taken from its second address, by the right hash', async ({ page, world, packageDir }) => {
  await page.route('**/logto-wasm/core.js', (route) => route.fulfill({ status: 503 }), { times: 1 });
  await open(page, world, importMap(world, await hashesOf(packageDir)));

  expect(await appState(page)).toBe(null);
});

test.describe('without WebAssembly', () => {
  test.beforeEach(({ page }) => switchOffWebAssembly(page));

  test('the import map holds for what is imported on demand, too', async ({
    page,
    world,
    packageDir,
  }) => {
    await open(page, world, importMap(world, await hashesOf(packageDir)));

    expect(await appState(page)).toBe(null);
  });

  test('a changed replacement is refused, by the import map', async ({ page, world, packageDir }) => {
    const refused = complaints(page);
    await tamperWith(page, 'compat.js');
    await open(page, world, importMap(world, await hashesOf(packageDir)));

    const code = await page.evaluate(() =>
      window.logtoClient.getAppState().catch((error) => error.code)
    );

    expect(code).toBe('webassembly_unavailable');
    expect(await tampered(page)).toBe(false);
    expect(refused).not.toEqual([]);
  });

  // Which is why the import map names both files.
  test('a changed replacement runs where only the main file has a hash', async ({
    page,
    world,
    packageDir,
  }) => {
    await tamperWith(page, 'compat.js');
    await open(page, world, modulePreload(world, await hashesOf(packageDir)));

    expect(await appState(page)).toBe(null);
    expect(await tampered(page)).toBe(true);
  });
});
