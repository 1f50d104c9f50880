// By these hashes a page insists on the files: they have to be the hashes of the packed files.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { packageDir } from './package-dir.js';

const dist = join(packageDir, 'dist');
const hashes = JSON.parse(readFileSync(join(dist, 'integrity.json'), 'utf8'));

/** The second address of the core, which entry files import when the first one could not be fetched. */
const SECOND_ADDRESS = 'core.js?retry';

test('each script of the package has a hash, and so has the second address of the core', () => {
  const scripts = readdirSync(dist).filter((name) => name.endsWith('.js'));

  assert.deepEqual(Object.keys(hashes).sort(), [...scripts, SECOND_ADDRESS].sort());
});

test('the second address of the core is that of the entry files', () => {
  for (const name of ['index.js', 'auto.js', 'bundled.js']) {
    assert.ok(readFileSync(join(dist, name), 'utf8').includes(`./${SECOND_ADDRESS}`), name);
  }
});

for (const [name, hash] of Object.entries(hashes)) {
  test(`the hash of ${name} is that of the file`, () => {
    const [file] = name.split('?');
    const actual = createHash('sha384').update(readFileSync(join(dist, file))).digest('base64');

    assert.equal(hash, `sha384-${actual}`);
  });
}
