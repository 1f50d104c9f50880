/**
 * node build-compat.mjs <glue.js> <module.js> <compat.js>
 *
 * Makes the core without WebAssembly: one file of the glue, the module as JavaScript and `pkg/src/core`.
 */
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { bundle } from './bundle.mjs';
import { CORE, onScript } from './core.mjs';

const [glue, script, out] = process.argv.slice(2).map((path) => resolve(path));

await writeFile(
  out,
  await bundle({
    entryPoints: [CORE],
    plugins: onScript(glue, script),
    // A bundle that is a classic script has the encoding of the page.
    charset: 'ascii',
  })
);
