/**
 * node build-bundled.mjs <entry.js> <glue.js> <module.wasm> <bundled.js>
 *
 * Makes the entry file with the core in it, for where `import()` does not exist or one file has to be enough.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { bundle } from './bundle.mjs';
import { CORE, onWebAssembly } from './core.mjs';
import { withModule } from './module-literal.mjs';

const [entry, glue, wasm, out] = process.argv.slice(2).map((path) => resolve(path));

const coreInside = {
  name: 'core-inside',
  setup({ onResolve }) {
    onResolve({ filter: /^\.\/core\.js$/ }, () => ({ path: CORE }));
  },
};
const text = await bundle({
  entryPoints: [entry],
  plugins: [coreInside, ...onWebAssembly(glue, wasm)],
  external: ['./compat.js'],
});

await writeFile(out, withModule(text, await readFile(wasm)));
