import assert from 'node:assert/strict';
import { test } from 'node:test';

import { inRounds, mapValues } from './rounds.js';

const libraries = [{ name: 'a' }, { name: 'b' }, { name: 'c' }];

test('rounds interleave, begin with another one each, and the first one does not count', async () => {
  const order = [];
  const values = await inRounds(libraries, 2, async ({ name }) => order.push(name));

  assert.equal(order.join(''), 'abcbcacab');
  assert.deepEqual([...values], [['a', [6, 8]], ['b', [4, 9]], ['c', [5, 7]]]);
});

test('a part of each sample', () => {
  assert.deepEqual([...mapValues(new Map([['a', [{ x: 1 }, { x: 2 }]]]), ({ x }) => x)], [['a', [1, 2]]]);
});
