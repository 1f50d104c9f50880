/**
 * node write-integrity.mjs <folder>
 *
 * Writes `integrity.json` beside the folder's scripts: for each, the hash by which a page can insist on it (Subresource
 * Integrity §3.5). The second address of the core, which entry files use after a failed import, has the same hash.
 */
import { createHash } from 'node:crypto';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

const folder = resolve(process.argv[2]);
const names = (await readdir(folder)).filter((name) => name.endsWith('.js')).sort();
const hashes = {};

for (const name of names) {
  const hash = createHash('sha384').update(await readFile(join(folder, name)));

  hashes[name] = `sha384-${hash.digest('base64')}`;

  if (name === 'core.js') {
    hashes['core.js?retry'] = hashes[name];
  }
}

await writeFile(join(folder, 'integrity.json'), `${JSON.stringify(hashes, null, 2)}\n`);
