import assert from 'node:assert/strict';
import { test } from 'node:test';

import { isAimReached, isReached, targets } from './targets.js';

test('each target has one bound, and an aim beyond it', () => {
  for (const { row, most, least, aim } of targets) {
    assert.equal([most, least].filter((bound) => bound !== undefined).length, 1, row);
    if (aim !== undefined) assert.ok(least === undefined ? aim < most : aim > least, row);
  }
});

test('a bound itself is good enough', () => {
  assert.ok(isReached({ most: 2 }, 2));
  assert.ok(!isReached({ most: 2 }, 2.01));
  assert.ok(isReached({ least: 0.5 }, 0.5));
  assert.ok(!isReached({ least: 0.5 }, 0.49));
});

test('an aim is beyond the bound, on whichever side that is', () => {
  assert.ok(isAimReached({ most: 2, aim: 1 }, 0.9));
  assert.ok(!isAimReached({ most: 2, aim: 1 }, 1.5));
  assert.ok(isAimReached({ least: 0.5, aim: 1 }, 1.5));
  assert.ok(!isAimReached({ most: 2 }, 0));
});
