import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

import { contentType, parsePath, readBelow } from '../../../examples/demo/files.js';
import { listenOnLoopback } from '../../../examples/demo/loopback.js';
import { assertCoreIsSeparate } from './chunks.js';
import { fileInExample } from './example.js';

const example = fileInExample('vanilla');

/** Serves a folder as any web server does that was told nothing. */
const serveFiles = (folder, port) =>
  listenOnLoopback(async ({ url }, response) => {
    const names = parsePath(url);
    // A path that ends in a slash is a folder's, and its page is the index.
    if (names?.at(-1) === '') names.splice(-1, 1, 'index.html');
    const body = names && (await readBelow(folder, names));

    response.writeHead(body ? 200 : 404, body && { 'content-type': contentType(names.at(-1)) });
    response.end(body);
  }, port);

/** The scripts of a page, as modules. */
const asModules = async (file) =>
  writeFile(file, (await readFile(file, 'utf8')).replaceAll('" defer>', '" type="module">'));

/**
 * The site without a framework, put together as its README says: its pages, its `config.js`, and
 * the bundle that `npm run build:<bundler>` makes.
 *
 * @param {string} bundler
 * @param {{ isModule?: boolean, splits?: boolean }} bundle does it have to be loaded as a module? Does the
 *   bundler make a file of its own of what is imported on demand?
 */
export const bundled =
  (bundler, { isModule, splits }) =>
  async ({ port, endpoint, appId }) => {
    await promisify(execFile)('npm', ['run', `build:${bundler}`], { cwd: example });

    const site = await mkdtemp(path.join(tmpdir(), 'logto-wasm-vanilla-'));
    await cp(path.join(example, 'public'), site, { recursive: true });
    await cp(path.join(example, 'dist', bundler), site, { recursive: true });
    if (!splits) {
      for (const name of ['core.js', 'compat.js']) {
        await cp(path.join(example, 'node_modules/logto-wasm/dist', name), path.join(site, name));
      }
    }
    await assertCoreIsSeparate(site);
    await writeFile(
      path.join(site, 'config.js'),
      `window.logtoConfig = ${JSON.stringify({ endpoint, appId })};\n`
    );
    if (isModule) {
      await asModules(path.join(site, 'index.html'));
      await asModules(path.join(site, 'callback/index.html'));
    }

    const { close } = await serveFiles(site, port);

    return {
      async close() {
        await close();
        await rm(site, { recursive: true });
      },
    };
  };
