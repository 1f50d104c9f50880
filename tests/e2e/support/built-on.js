import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { packed } from './package.js';

const buildTools = new URL('../../../xtask/npm/package.json', import.meta.url);

/** Where the packages are that tests install. */
export const tests = fileURLToPath(new URL('../..', import.meta.url));

const packageOf = (file) => {
  if (!path.relative(packed(), file).startsWith('..')) return 'logto-wasm';

  return /^.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1];
};

/**
 * Bundles what is built on `@logto/browser`, with our package under that name.
 *
 * @param {import('esbuild').BuildOptions} options
 * @returns {Promise<string[]>} the names of the packages that went into it
 */
export const bundleOnOurs = async (options) => {
  const { metafile } = await createRequire(buildTools)('esbuild').build({
    bundle: true,
    format: 'esm',
    target: 'es2022',
    charset: 'utf8',
    absWorkingDir: tests,
    // What `npm install @logto/browser@npm:logto-wasm` makes of the name.
    alias: { '@logto/browser': path.resolve(packed()) },
    ...options,
    metafile: true,
  });
  const files = Object.keys(metafile.inputs).map((input) => path.resolve(tests, input));

  return [...new Set(files.map(packageOf))].filter(Boolean).sort();
};
