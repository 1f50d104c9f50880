// Each dependency has a reason: in Cargo.toml as a comment above its line, for npm in a table of CONTRIBUTING.md.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { filesNamed, read } from './repository.js';

/** The lines of a manifest that name a dependency, each with the line before it. */
const dependencyLines = (manifest) => {
  const found = [];
  let inDependencies = false;
  let before = '';
  let depth = 0;

  for (const line of manifest.split('\n')) {
    const header = /^\[(.*)\]$/.exec(line);

    if (header && depth === 0) {
      inDependencies = /(?:^|[.-])dependencies(?:\.|$)/.test(header[1]);
      // `[dependencies.name]` is a dependency by itself.
      if (/(?:^|[.-])dependencies\./.test(header[1])) found.push({ line, before });
    } else if (inDependencies && depth === 0 && /^["\w-]+(?:\.\w+)? *=/.test(line)) {
      found.push({ line, before });
    }

    depth += line.split('[').length - line.split(']').length;
    before = line;
  }

  return found;
};

for (const manifest of filesNamed('Cargo.toml')) {
  test(`${manifest}: every dependency has a comment above it`, () => {
    for (const { line, before } of dependencyLines(read(manifest))) {
      // The repository's own crates need none.
      if (/\bpath = "/.test(line)) continue;
      assert.match(before, /^# .{10,}/, line);
    }
  });
}

test('the dependencies of the crate are found, so that the test above is one', () => {
  const names = dependencyLines(read('Cargo.toml')).map(({ line }) => line.split(' ')[0]);

  for (const name of ['base64', 'web-sys', 'proptest', 'wasm-bindgen-test']) {
    assert.ok(names.includes(name), name);
  }
});

test('CONTRIBUTING.md gives the reason for each npm package, and for no other', () => {
  const manifests = filesNamed('package.json').filter((path) => !path.startsWith('examples/'));
  const needed = manifests.flatMap((path) => {
    const { dependencies, devDependencies } = JSON.parse(read(path));

    return Object.keys({ ...dependencies, ...devDependencies });
  });
  const table = /^\| npm package \|.*\n\|[- |]+\|\n((?:\|.*\n)+)/m.exec(read('CONTRIBUTING.md'));
  const rows = table[1].trim().split('\n').map((row) => row.split('|').map((cell) => cell.trim()));
  const explained = rows.flatMap(([, names]) => [...names.matchAll(/`([^`]+)`/g)].map(([, name]) => name));

  assert.deepEqual(explained.toSorted(), [...new Set(needed)].toSorted());
  for (const [, names, reason] of rows) assert.ok(reason.length > 10, names);
});
