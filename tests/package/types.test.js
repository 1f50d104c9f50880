import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { packageDir } from './package-dir.js';

const sources = fileURLToPath(new URL('../types/', import.meta.url));
const compiler = fileURLToPath(
  new URL('../../xtask/npm/node_modules/typescript/bin/tsc', import.meta.url)
);

// In the project that has the package installed, so that the compiler finds its types the way a
// user's does.
const project = join(packageDir, '../../types');

rmSync(project, { recursive: true, force: true });
cpSync(sources, project, { recursive: true });

// What the documentation shows has to compile too.
for (const path of ['README.md', 'pkg/README.md']) {
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
    const { status, stdout } = spawnSync(
      process.execPath,
      [compiler, '--project', project, ...resolution],
      { encoding: 'utf8' }
    );

    assert.equal(status, 0, stdout);
  });
}
