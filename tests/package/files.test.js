import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { packageDir } from './package-dir.js';

const manifest = JSON.parse(readFileSync(join(packageDir, 'package.json'), 'utf8'));

test('holds these files and no other', () => {
  const files = readdirSync(packageDir, { recursive: true })
    .filter((path) => statSync(join(packageDir, path)).isFile())
    .sort();

  assert.deepEqual(files, [
    'LICENSE-APACHE',
    'LICENSE-MIT',
    'README.md',
    'dist/auto.d.ts',
    'dist/auto.js',
    'dist/bundled.js',
    'dist/compat.js',
    'dist/core.js',
    'dist/debug.js',
    'dist/index.d.ts',
    'dist/index.js',
    'dist/integrity.json',
    'package.json',
  ]);
});

test('every path in package.json leads to a file', () => {
  const { main, module, types, jsdelivr, unpkg, exports } = manifest;
  const { '.': entry, './bundled': bundled, './auto': auto, ...others } = exports;
  const named = [entry, bundled, auto, others].flatMap(Object.values);
  const paths = [main, module, types, jsdelivr, unpkg, ...named];

  for (const path of paths) {
    assert.ok(typeof path === 'string' && existsSync(join(packageDir, path)), String(path));
  }
});

test('types come first among the conditions, where TypeScript looks for them', () => {
  for (const entry of ['.', './bundled', './auto']) {
    assert.deepEqual(Object.keys(manifest.exports[entry]), ['types', 'default']);
  }
});

test('bundlers keep auto.js, which works by being imported, and drop what a site does not use of the others', () => {
  assert.deepEqual(manifest.sideEffects, ['./dist/auto.js']);
});

test('brings nothing else into a project, and runs nothing when installed', () => {
  for (const field of [
    'dependencies',
    'peerDependencies',
    'optionalDependencies',
    'bundleDependencies',
    'scripts',
  ]) {
    assert.equal(manifest[field], undefined, field);
  }
});

test('CDNs serve the file with the core in it at the address of the package alone, where a relative import would fail', () => {
  assert.deepEqual([manifest.jsdelivr, manifest.unpkg], ['./dist/bundled.js', './dist/bundled.js']);
});
