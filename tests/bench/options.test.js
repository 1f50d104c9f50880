import assert from 'node:assert/strict';
import { test } from 'node:test';

import { parse } from './options.js';
import { measures } from './measures/index.js';

test('without words everything is measured, and written', () => {
  const { selected, writes, rounds } = parse([]);

  assert.deepEqual(selected, measures.map(({ name }) => name));
  assert.ok(writes);
  assert.ok(rounds >= 15);
});

test('a quick run, and one of some measures, write nothing', () => {
  assert.equal(parse(['--quick']).writes, false);
  assert.equal(parse(['click', 'bytes']).writes, false);
});

test('measures come in the order of the report', () => {
  assert.deepEqual(parse(['click', 'bytes']).selected, ['bytes', 'click']);
});

test('what is no measure is refused', () => {
  assert.throws(() => parse(['speed']), /no measure `speed`/);
  assert.throws(() => parse(['--slow']), TypeError);
});

test('every measure can be run, and says what it is', () => {
  for (const { name, title, how, run } of measures) {
    assert.ok(title && how && run, name);
  }
});
