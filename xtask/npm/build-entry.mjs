/**
 * node build-entry.mjs <entry.js> <out.js>
 *
 * Makes a file of the package that imports the files beside it on demand: an entry file or the panel.
 */
import { writeFile } from 'node:fs/promises';
import { bundle } from './bundle.mjs';

const [entry, out] = process.argv.slice(2);

await writeFile(
  out,
  await bundle(
    { entryPoints: [entry], external: ['./core.js', './compat.js', './debug.js'] },
    { annotated: true }
  )
);
