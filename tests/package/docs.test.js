import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const tools = fileURLToPath(new URL('../../xtask/npm/', import.meta.url));

// As `cargo xtask docs` makes it.
test('the API reference can be made: everything is documented, every link leads somewhere', () => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['node_modules/typedoc/bin/typedoc', '--options', 'typedoc.json', '--emit', 'none'],
    { cwd: tools, encoding: 'utf8' }
  );

  assert.equal(status, 0, stdout + stderr);
});
