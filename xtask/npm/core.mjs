/** The modules that `pkg/src/core` imports and that are made here, as esbuild plugins. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { virtualModules } from './bundle.mjs';
import { factory } from './factory.mjs';
import { PLACEHOLDER } from './module-literal.mjs';

const source = (path) => fileURLToPath(new URL(`../../pkg/src/${path}`, import.meta.url));

/** The source of `core.js` and `compat.js`. */
export const CORE = source('core/index.js');

const engine = (file) => ({
  name: 'engine',
  setup({ onResolve }) {
    onResolve({ filter: /^#engine$/ }, () => ({ path: source(`core/${file}`) }));
  },
});

/** wasm-bindgen's glue, as it is. `WebAssembly` is all that its copies are given. */
const glueModule = (glue) => async () =>
  `export const createGlue = ${await factory(['WebAssembly'], {
    entryPoints: [glue],
    // The glue is not to fetch the module: minifying drops what it would do with a request or a response.
    define: { Request: 'undefined', Response: 'undefined' },
    alias: { __wbindgen_externref_xform__: source('core/externref-intrinsics.js') },
  })};`;

/** For the core on WebAssembly. `withModule` puts in the module's characters afterwards. */
export const onWebAssembly = (glue, wasm) => [
  engine('engine-webassembly.js'),
  virtualModules({
    '#glue': glueModule(glue),
    '#module': async () => `
      export default ${PLACEHOLDER};
      export const length = ${(await readFile(wasm)).length};
    `,
  }),
];

/** What a module imports, in the place of the files that `wasm2js` imports it from. */
const imports = {
  name: 'imports',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /.*/ }, ({ path, kind }) =>
      kind === 'entry-point' ? undefined : { path, namespace: 'imports' }
    );
    onLoad({ filter: /.*/, namespace: 'imports' }, ({ path }) => ({
      contents: `module.exports = imports[${JSON.stringify(path)}];`,
    }));
  },
};

/** For the core without WebAssembly: `script` is the module as `wasm2js` has translated it. */
export const onScript = (glue, script) => [
  engine('engine-script.js'),
  virtualModules({
    '#glue': glueModule(glue),
    '#script': async () =>
      `export const createModule = ${await factory(['imports'], { entryPoints: [script], plugins: [imports] })};`,
  }),
];
