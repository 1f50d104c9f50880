// The demo, as `cargo xtask demo` runs it, for as long as pictures are taken of it.

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { startDemo as start } from '../e2e/support/demo.js';
import { composePage } from '../guide/compose.js';
import { readGuide, snippetsOf } from '../guide/read.js';

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

  const demo = await start(['--own-site', ownSite, '--package-dir', packageDir]);

  return {
    start: demo.addressOf('Start page'),
    site: demo.addressOf('Bookstore without code'),
    own: { folder: ownSite, address: demo.addressOf('Your site') },
    async close() {
      await demo.close();
      await rm(ownSite, { recursive: true });
    },
  };
};
