// `@logto/browser` and this package, asked the same thing over and over. What differs is what the table
// of differences says, and nothing else. Each rule of the table is needed by a case, in both volumes.

import { FULL } from '../support/volume.js';
import { expectExplained, test } from './laboratory.js';

test.describe.configure({ timeout: 300_000 });

/**
 * Which cases of each kind are generated, by their numbers: from the first up to the second, without it. A number
 * stands for the same case in each run. Those of the default volume are in the middle, where few cases need all the
 * rules.
 */
const CASES = {
  'sign-in': { full: [0, 3000], default: [1850, 2050] },
  'sign-out': { full: [0, 1000], default: [250, 400] },
  'callback': { full: [0, 3000], default: [580, 1080] },
  'tokens': { full: [0, 2000], default: [1000, 1150] },
  'access tokens': { full: [0, 2000], default: [1400, 1800] },
  'built-in': { full: [0, 400], default: [200, 300] },
};

const { 'built-in': onSite, ...inMemory } = Object.fromEntries(
  Object.entries(CASES).map(([kind, cases]) => [kind, FULL ? cases.full : cases.default])
);

const countOf = ([first, end]) => end - first;

/** Says which kind of case a test compares: `tests/volume` looks for each. */
const compares = (kind) => ({ annotation: { type: 'compares', description: kind } });

for (const [kind, cases] of Object.entries(inMemory)) {
  test(`${kind}: ${countOf(cases)} cases`, compares(kind), async ({ compareInMemory }) => {
    expectExplained(await compareInMemory(kind, cases));
  });
}

test(`built-in storage and navigation: ${countOf(onSite)} cases`, compares('built-in'), async ({ compareOnSite }) => {
  expectExplained(await compareOnSite('built-in', onSite));
});
