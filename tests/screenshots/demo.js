// The demo, as `cargo xtask demo` runs it, for as long as pictures are taken of it.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { composePage } from '../guide/compose.js';
import { readGuide, snippetsOf } from '../guide/read.js';

const SCRIPT = fileURLToPath(new URL('../../examples/demo/main.js', import.meta.url));

/** Said when everything listens. */
const READY = 'Ctrl-C stops everything.';

/** The page that the guide begins with, and the most usual mistake: a redirect URI that nobody has registered. */
const pageToRepair = async () => {
  const html = composePage(snippetsOf(await readGuide('en')), { names: ['own home'], lang: 'en' });

  return html.replace('data-logto-app-id', 'data-logto-callback="/welcome" data-logto-app-id');
};

/**
 * At the ports that it has by itself: some pages show them.
 *
 * @param {string} packageDir what its sites serve under `/logto-wasm/`
 */
export const startDemo = async (packageDir) => {
  const ownSite = await mkdtemp(path.join(tmpdir(), 'logto-wasm-screenshots-'));
  await writeFile(path.join(ownSite, 'index.html'), await pageToRepair());

  const child = spawn(
    process.execPath,
    [SCRIPT, '--own-site', ownSite, '--package-dir', packageDir],
    { stdio: ['ignore', 'pipe', 'inherit'] }
  );
  const exited = once(child, 'close');
  const close = async () => {
    child.kill('SIGTERM');
    await exited;
    await rm(ownSite, { recursive: true });
  };

  let said = '';
  const ready = new Promise((resolve) => {
    child.stdout.setEncoding('utf8').on('data', (chunk) => {
      said += chunk;
      if (said.includes(READY)) {
        resolve(true);
      }
    });
  });

  if (!(await Promise.race([ready, exited.then(() => false)]))) {
    await close();
    throw new Error('The demo has not started: it has said why.');
  }

  const addressOf = (name) => said.match(new RegExp(`^ +${name} +(http\\S+)$`, 'm'))[1];

  return {
    start: addressOf('Start page'),
    site: addressOf('Bookstore without code'),
    own: { folder: ownSite, address: addressOf('Your site') },
    close,
  };
};
