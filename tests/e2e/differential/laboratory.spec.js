// A comparison that would find nothing proves nothing.

import { THEIRS } from '../support/package.js';
import { expect, test } from './laboratory.js';

const KINDS = ['sign-in', 'sign-out', 'callback', 'tokens', 'access tokens'];

/** The first ones. */
const CASES = [0, 200];

test('an SDK is like itself, without any rule', async ({ compareInMemory }) => {
  for (const kind of KINDS) {
    const { unexplained } = await compareInMemory(kind, CASES, {
      ours: `/logto-wasm/${THEIRS}`,
      table: [],
    });
    expect(unexplained, kind).toEqual([]);
  }
});

test('a small fault is found in each kind of case', async ({ compareInMemory }) => {
  for (const kind of KINDS) {
    const { unexplained } = await compareInMemory(kind, CASES, {
      ours: '/differential/in-page/sabotaged.js',
    });
    expect(unexplained.length, kind).toBeGreaterThan(0);
  }
});
