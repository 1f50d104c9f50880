// `@logto/browser` and this package, asked the same thing over and over. What differs is what the table
// of differences says, and nothing else. Each rule of the table is needed by a case, in both volumes.

import { FULL } from '../support/volume.js';
import { expectExplained, test } from './laboratory.js';

test.describe.configure({ timeout: 300_000 });

/**
 * How many cases of each kind are generated, by volume: the same ones each time, since the seed is. `needed` is the
 * number of the first case by which every rule was needed; with fewer cases than that, the comparison fails.
 */
const CASES = {
  'sign-in': { full: 3000, default: 700, needed: 563 },
  'sign-out': { full: 1000, default: 150, needed: 75 },
  'callback': { full: 3000, default: 1200, needed: 1018 },
  'tokens': { full: 2000, default: 450, needed: 341 },
  'access tokens': { full: 2000, default: 1900, needed: 1763 },
  'built-in': { full: 400, default: 300, needed: 246 },
};

const { 'built-in': onSite, ...inMemory } = Object.fromEntries(
  Object.entries(CASES).map(([kind, count]) => [kind, FULL ? count.full : count.default])
);

/** Says which kind of case a test compares: `tests/volume` looks for each. */
const compares = (kind) => ({ annotation: { type: 'compares', description: kind } });

for (const [kind, count] of Object.entries(inMemory)) {
  test(`${kind}: ${count} cases`, compares(kind), async ({ compareInMemory }) => {
    expectExplained(await compareInMemory(kind, count));
  });
}

test(`built-in storage and navigation: ${onSite} cases`, compares('built-in'), async ({ compareOnSite }) => {
  expectExplained(await compareOnSite('built-in', onSite));
});
