import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { packageDir } from './package-dir.js';

const pathTo = (path) => fileURLToPath(new URL(path, import.meta.url));
const tools = pathTo('../../xtask/npm/node_modules/');

const assertCompiles = (...settings) => {
  const { status, stdout } = spawnSync(
    process.execPath,
    [join(tools, 'typescript/bin/tsc'), ...settings],
    { encoding: 'utf8' }
  );

  assert.equal(status, 0, stdout);
};

// In the project that has the package installed, so that the compiler finds its types the way a
// user's does.
const consumer = join(packageDir, '../..');
const project = join(consumer, 'types');

rmSync(project, { recursive: true, force: true });
cpSync(pathTo('../types/'), project, { recursive: true });

// What the documentation shows has to compile too.
for (const path of ['README.md', 'pkg/README.md', 'docs/migrate-from-logto-browser.md', 'docs/errors.md']) {
  const text = readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
  const snippets = [...text.matchAll(/^```[jt]s\n(.*?)^```/gms)];

  assert.ok(snippets.length > 0, `${path} shows no code`);
  for (const [index, [, snippet]] of snippets.entries()) {
    writeFileSync(join(project, `${path.replaceAll('/', '-')}-${index}.mts`), snippet);
  }
}

for (const [user, resolution] of [
  ['a bundler', ['--module', 'esnext', '--moduleResolution', 'bundler']],
  ['Node', ['--module', 'nodenext', '--moduleResolution', 'nodenext']],
]) {
  test(`types are sound for a project that resolves as ${user} does`, () => {
    assertCompiles('--project', project, ...resolution);
  });
}

/** A project that knows `directory` by the name of @logto/browser. */
const projectWith = (name, directory) => {
  const project = join(consumer, name);

  rmSync(project, { recursive: true, force: true });
  mkdirSync(join(project, 'node_modules/@logto'), { recursive: true });
  symlinkSync(directory, join(project, 'node_modules/@logto/browser'));
  cpSync(pathTo('../types/drop-in/'), project, { recursive: true });
  return project;
};

for (const [whose, name, directory] of [
  ['@logto/browser', 'theirs', join(tools, '@logto/browser')],
  ['this package under its name', 'ours', packageDir],
]) {
  test(`what uses every export compiles with ${whose}`, () => {
    const project = projectWith(name, directory);

    assertCompiles('--project', join(project, 'tsconfig.json'));
  });
}
