import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, rmSync } from 'node:fs';
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
