// By these hashes a page insists on the files: they have to be those of the files that are packed.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { packageDir } from './package-dir.js';

const dist = join(packageDir, 'dist');
const hashes = JSON.parse(readFileSync(join(dist, 'integrity.json'), 'utf8'));

test('every script of the package has a hash, and nothing else has one', () => {
  const scripts = readdirSync(dist).filter((name) => name.endsWith('.js'));

  assert.deepEqual(Object.keys(hashes).sort(), scripts.sort());
});

for (const [name, hash] of Object.entries(hashes)) {
  test(`the hash of ${name} is that of the file`, () => {
    const actual = createHash('sha384').update(readFileSync(join(dist, name))).digest('base64');

    assert.equal(hash, `sha384-${actual}`);
  });
}
