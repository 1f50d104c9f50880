import assert from 'node:assert/strict';
import { test } from 'node:test';

import { countWaves } from './waves.js';

const requests = (...times) => times.map(([start, end]) => ({ start, end }));

test('without requests there is no wave', () => {
  assert.equal(countWaves([]), 0);
});

test('requests one after the other are a wave each', () => {
  assert.equal(countWaves(requests([0, 10], [10, 20], [25, 30])), 3);
});

test('requests at the same time are one wave', () => {
  assert.equal(countWaves(requests([0, 10], [1, 11], [9, 30])), 1);
});

test('the order in which they are told does not matter', () => {
  assert.equal(countWaves(requests([25, 30], [0, 10], [10, 20])), 3);
});

test('a long request beside two short ones does not hide that these wait for each other', () => {
  assert.equal(countWaves(requests([0, 100], [0, 10], [20, 30])), 2);
});

test('a second request that waits for the first of two', () => {
  assert.equal(countWaves(requests([0, 10], [0, 20], [12, 30])), 2);
});
