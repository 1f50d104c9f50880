import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { file, text } from '../e2e/differential/document.js';

test('docs/differences.md is what the table of differences makes', () => {
  assert.equal(
    readFileSync(file, 'utf8'),
    text(),
    'run `node tests/e2e/differential/document.js`'
  );
});
