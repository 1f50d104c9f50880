// Lock files say from where, and of which content, each dependency is. None names a registry but the public ones.

import assert from 'node:assert/strict';
import { posix as path } from 'node:path';
import { test } from 'node:test';

import { committedNamed, filesNamed, read } from './repository.js';

const CRATES_IO = 'registry+https://github.com/rust-lang/crates.io-index';
const NPM = 'https://registry.npmjs.org/';

const rust = filesNamed('Cargo.lock');
const npm = filesNamed('package-lock.json');

const folderOf = (file) => path.dirname(file);

/** What a Cargo.lock says of each crate. */
const crates = (text) =>
  text
    .split('[[package]]\n')
    .slice(1)
    .map((entry) => Object.fromEntries([...entry.matchAll(/^(\w+) = "(.*)"$/gm)].map(([, ...pair]) => pair)));

test('there are lock files', () => {
  assert.ok(rust.includes('Cargo.lock'));
  assert.ok(npm.includes('xtask/npm/package-lock.json'));
});

test('every lock file is committed', () => {
  assert.deepEqual(committedNamed('Cargo.lock'), rust);
  assert.deepEqual(committedNamed('package-lock.json'), npm);
});

test('whatever depends on npm packages has a lock file', () => {
  for (const manifest of filesNamed('package.json')) {
    const { dependencies, devDependencies } = JSON.parse(read(manifest));

    if (dependencies ?? devDependencies) {
      assert.ok(npm.includes(path.join(folderOf(manifest), 'package-lock.json')), manifest);
    }
  }
});

for (const file of rust) {
  test(`${file}: crates are of this repository, or of crates.io and have a checksum`, () => {
    const all = crates(read(file));

    assert.ok(all.length > 0);
    for (const { name, source, checksum } of all) {
      if (source === undefined) {
        assert.equal(checksum, undefined, name);
      } else {
        assert.equal(source, CRATES_IO, name);
        assert.match(checksum ?? '', /^[0-9a-f]{64}$/, name);
      }
    }
  });
}

for (const file of npm) {
  test(`${file}: packages are of this repository, or of npm and have a hash`, () => {
    const { lockfileVersion, packages } = JSON.parse(read(file));

    assert.equal(lockfileVersion, 3);
    for (const [place, { resolved, integrity, link, inBundle }] of Object.entries(packages)) {
      const isOurs = !place.split('/').includes('node_modules');
      const leadsTo = link || resolved?.startsWith('file:');

      if (isOurs || leadsTo) {
        // A folder, which must not lead out of here.
        const folder = leadsTo ? resolved.replace(/^file:/, '') : place;
        const target = path.join(folderOf(file), folder);

        assert.ok(!target.startsWith('..') && !path.isAbsolute(target), `${place}: ${resolved}`);
        assert.equal(integrity, undefined, place);
      } else if (!inBundle) {
        // Without an address it is that of the registry which npm is set up with.
        assert.ok(resolved === undefined || resolved.startsWith(NPM), `${place}: ${resolved}`);
        assert.match(integrity ?? '', /^sha512-/, place);
      }
    }
  });
}
