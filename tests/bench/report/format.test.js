import assert from 'node:assert/strict';
import { test } from 'node:test';

import { NOTHING, ratioOf, spread, table, times, withUnit } from './format.js';

test('numbers have as many digits as they are good for', () => {
  assert.equal(withUnit(12.34, 'ms'), '12.3 ms');
  assert.equal(withUnit(1234.5, 'ms'), '1,235 ms');
  assert.equal(withUnit(3.96, 'µs'), '4.0 µs');
  assert.equal(withUnit(75_850, 'bytes'), '75,850 B');
  assert.equal(withUnit(1_152_000.4, 'per second'), '1,150,000/s');
  assert.equal(withUnit(2.5, 'count'), '2.5');
});

test('a spread is shown where there is one', () => {
  assert.equal(spread([1, 2, 3, 4, 5], 'ms'), '3.0 ms (2.0–4.0)');
  assert.equal(spread([3, 3, 3], 'count'), '3');
  assert.equal(spread(undefined, 'ms'), NOTHING);
});

test('a library that does not take part has no ratio', () => {
  const row = { values: new Map([['a', [1]], ['b', [2]]]) };

  assert.equal(times(ratioOf(row, 'a', 'b')), '0.50x');
  assert.equal(times(ratioOf(row, 'a', 'c')), NOTHING);
});

test('a table is aligned Markdown', () => {
  assert.equal(table([['a', 'bcde'], ['12345', 'x']]), '| a     | bcde |\n| ----- | ---- |\n| 12345 | x    |');
});
