// `@logto/browser` and this package, asked the same thing thousands of times. What differs is what
// the table of differences says, and nothing else.

import { expectExplained, test } from './laboratory.js';

test.describe.configure({ timeout: 300_000 });

const IN_MEMORY = {
  'sign-in': 3000,
  'sign-out': 1000,
  'callback': 3000,
  'tokens': 2000,
  'access tokens': 2000,
};

for (const [kind, count] of Object.entries(IN_MEMORY)) {
  test(`${kind}: ${count} cases`, async ({ compareInMemory }) => {
    expectExplained(await compareInMemory(kind, count));
  });
}

test('built-in storage and navigation: 400 cases', async ({ compareOnSite }) => {
  expectExplained(await compareOnSite('built-in', 400));
});
