/** How the package's scripts are made: esbuild bundles, Terser minifies. */
import { readFile } from 'node:fs/promises';
import { build } from 'esbuild';
import { minify } from 'terser';
import { settings } from './settings.mjs';

const { version } = JSON.parse(await readFile(new URL('../../pkg/package.json', import.meta.url), 'utf8'));

/** What tells the bundlers of sites to leave the address of an `import()` alone. esbuild drops it when it minifies. */
const FOR_BUNDLERS = /webpackIgnore|@vite-ignore/;

/**
 * The text of a bundle.
 *
 * @param {import('esbuild').BuildOptions} options
 * @param {{ annotated?: boolean }} [form] whether `@__PURE__` stays, by which the bundlers of sites drop what a site does not
 *   use. Terser puts some of these comments where Rollup does not understand them and warns, so only entry files keep them.
 */
export const bundle = async (options, { annotated = false } = {}) => {
  const { outputFiles } = await build({
    ...settings,
    minify: false,
    define: { VERSION: JSON.stringify(version) },
    ...options,
    write: false,
  });
  const { code } = await minify(outputFiles[0].text, {
    module: true,
    ecma: 2020,
    compress: { passes: 2 },
    format: {
      comments: FOR_BUNDLERS,
      preserve_annotations: annotated,
      ascii_only: options.charset === 'ascii',
    },
  });

  return code;
};

/** An esbuild plugin for modules that are made here: `{ '#name': async () => its text }`. */
export const virtualModules = (modules) => ({
  name: 'virtual-modules',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^#/ }, ({ path }) => ({ path, namespace: 'virtual' }));
    onLoad({ filter: /.*/, namespace: 'virtual' }, async ({ path }) => ({ contents: await modules[path]() }));
  },
});
