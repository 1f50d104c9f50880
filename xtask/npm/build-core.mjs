/**
 * node build-core.mjs <glue.js> <module.wasm> <core.js>
 *
 * Makes the core on WebAssembly: one file of the glue, the module's bytes and `pkg/src/core`.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { bundle } from './bundle.mjs';
import { CORE, onWebAssembly } from './core.mjs';
import { withModule } from './module-literal.mjs';

const [glue, wasm, out] = process.argv.slice(2).map((path) => resolve(path));
const text = await bundle({ entryPoints: [CORE], plugins: onWebAssembly(glue, wasm) });

await writeFile(out, withModule(text, await readFile(wasm)));
