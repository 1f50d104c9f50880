/** The files of each library, as a CDN has them, and as bundlers make them. */
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

/**
 * A site's script with all that it imports, in one file: esbuild with its defaults (no splitting), minified, as an ES
 * module. A module that is imported on demand is in that file as well.
 *
 * @param {string} contents the script
 * @param {string} resolveDir a folder from which the packages that it imports can be found
 */
export const inOneFile = async (contents, resolveDir) => {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir },
    bundle: true,
    minify: true,
    format: 'esm',
    logLevel: 'error',
    write: false,
  });

  return Buffer.from(outputFiles[0].contents);
};
