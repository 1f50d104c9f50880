import assert from 'node:assert/strict';
import { test } from 'node:test';

import { median, quantile, ratio, summary } from './statistics.js';

test('the median is the sample in the middle, or halfway between the two there', () => {
  assert.equal(median([3, 1, 2]), 2);
  assert.equal(median([4, 1, 2, 3]), 2.5);
  assert.equal(median([7]), 7);
});

test('samples are ordered as numbers, and stay as they were', () => {
  const values = [10, 9, 100];

  assert.equal(median(values), 10);
  assert.deepEqual(values, [10, 9, 100]);
});

test('quantiles are interpolated between samples', () => {
  assert.equal(quantile([1, 2, 3, 4, 5], 0), 1);
  assert.equal(quantile([1, 2, 3, 4, 5], 0.25), 2);
  assert.equal(quantile([1, 2, 3, 4], 0.75), 3.25);
  assert.equal(quantile([1, 2, 3, 4, 5], 1), 5);
});

test('a summary is the median and the quartiles around it', () => {
  assert.deepEqual(summary([5, 4, 3, 2, 1]), { median: 3, from: 2, to: 4 });
});

test('one outlier moves neither median nor ratio far', () => {
  assert.equal(ratio([2, 2, 2, 2, 1000], [4, 4, 4, 4, 4]), 0.5);
});

test('nothing is a multiple of zero', () => {
  assert.equal(ratio([1], [0]), undefined);
});

test('of no samples nothing can be said', () => {
  assert.throws(() => median([]), RangeError);
});
