/** The files of each library, as a CDN has them. */
import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';

import { settings } from '../../xtask/npm/settings.mjs';

const buildTools = new URL('../../xtask/npm/package.json', import.meta.url);
const { build } = createRequire(buildTools)('esbuild');

/**
 * @param {import('./libraries.js').Library} library
 * @returns {Promise<Array<{ name: string, body: Buffer }>>} the main one is called `index.js`
 */
export const filesOf = async ({ folder, bundle }) => {
  if (folder) {
    const names = (await readdir(folder)).filter((name) => /\.(?:js|wasm)$/.test(name));

    return Promise.all(
      names.map(async (name) => ({ name, body: await readFile(path.join(folder, name)) }))
    );
  }

  const { outputFiles } = await build({ ...settings, stdin: bundle, write: false });

  return [{ name: 'index.js', body: Buffer.from(outputFiles[0].contents) }];
};
