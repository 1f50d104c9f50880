import assert from 'node:assert/strict';
import { test } from 'node:test';

import { titles } from './catalogue.js';
import { hasBound, isAimReached, isReached, targets } from './targets.js';

test('a target has one bound and an aim beyond it, or neither', () => {
  for (const { row, most, least, aim } of targets) {
    const bounds = [most, least].filter((bound) => bound !== undefined);

    assert.ok(bounds.length <= 1, row);
    if (bounds.length === 0) assert.equal(aim, undefined, row);
    else if (aim !== undefined) assert.ok(least === undefined ? aim < most : aim > least, row);
  }
});

test('targets are rows of measures that exist, each once', () => {
  const rows = targets.map(({ row }) => row);

  assert.equal(new Set(rows).size, rows.length);
  for (const row of rows) assert.ok(Object.hasOwn(titles, row.split('/')[0]), row);
});

test('what arrives before the first answer and over a whole sign-in stand both in the table', () => {
  const rows = targets.map(({ row }) => row);

  assert.ok(rows.includes('bytes/answer-brotli'));
  assert.ok(rows.includes('bytes/signIn-brotli'));
});

test('a bound itself is good enough', () => {
  assert.ok(isReached({ most: 2 }, 2));
  assert.ok(!isReached({ most: 2 }, 2.01));
  assert.ok(isReached({ least: 0.5 }, 0.5));
  assert.ok(!isReached({ least: 0.5 }, 0.49));
});

test('an aim lies below an upper bound, and above a lower one', () => {
  assert.ok(isAimReached({ most: 2, aim: 1 }, 0.9));
  assert.ok(!isAimReached({ most: 2, aim: 1 }, 1.5));
  assert.ok(isAimReached({ least: 0.5, aim: 1 }, 1.5));
  assert.ok(!isAimReached({ most: 2 }, 0));
});

test('a bound of zero is a bound', () => {
  assert.ok(hasBound({ most: 0 }));
  assert.ok(hasBound({ least: 0 }));
  assert.ok(!hasBound({}));
});
