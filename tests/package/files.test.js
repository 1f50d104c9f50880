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
    'dist/compat.js',
    'dist/index.d.ts',
    'dist/index.js',
    'dist/integrity.json',
    'package.json',
  ]);
});

test('every path in package.json leads to a file', () => {
  const { main, module, types, jsdelivr, unpkg, exports } = manifest;
  const { '.': entry, ...others } = exports;
  const paths = [main, module, types, jsdelivr, unpkg, ...Object.values({ ...entry, ...others })];

  for (const path of paths) {
    assert.ok(typeof path === 'string' && existsSync(join(packageDir, path)), String(path));
  }
});

test('types come first among the conditions, where TypeScript looks for them', () => {
  assert.deepEqual(Object.keys(manifest.exports['.']), ['types', 'default']);
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
