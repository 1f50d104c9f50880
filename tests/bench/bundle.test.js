import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';

import { inOneFile } from './bundle.js';

/** The folder of a package with an entry file, and another file that is imported on demand. */
const packageFolder = async (t) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'logto-wasm-bench-'));
  t.after(() => rm(folder, { recursive: true }));

  await mkdir(path.join(folder, 'dist'));
  for (const [name, text] of [
    ['package.json', '{ "name": "sdk", "type": "module", "exports": "./dist/index.js" }'],
    ['dist/index.js', "export const CONSTANT = 'constant'; export const load = () => import('./core.js');"],
    ['dist/core.js', "export const core = 'the core';"],
  ]) {
    await writeFile(path.join(folder, name), text);
  }
  return folder;
};

test('a build in one file contains what is imported on demand', async (t) => {
  const folder = await packageFolder(t);
  const built = String(await inOneFile("import { load } from 'sdk'; globalThis.load = load;", folder));

  assert.match(built, /the core/);
  assert.doesNotMatch(built, /core\.js/);
});

test('a build in one file leaves out what is not used', async (t) => {
  const folder = await packageFolder(t);
  const built = String(await inOneFile("import { CONSTANT } from 'sdk'; globalThis.c = CONSTANT;", folder));

  assert.match(built, /constant/);
  assert.doesNotMatch(built, /core/);
});
