// Many tabs while everything fails now and then: calls may fail, the session goes on.

import { letFail, seedOfRun } from './faults.js';
import { sizes } from './sizes.js';
import { expect, test } from './test.js';
import { RESOURCES } from './world.js';

const { tabs: count, expiries, renewEvery } = sizes.faults;

const WINDOWS = [
  ['strict', 0, 'requests that fail'],
  ['reuse window', 3, 'requests that fail and answers that are lost'],
];

for (const [name, reuseSeconds, what] of WINDOWS) {
  test(`${count} tabs live through ${what}: ${name}`, async ({ openWorld, tabs }) => {
    const seed = seedOfRun();
    console.log(`${name}: LOGTO_WASM_SEED=${seed}`);
    const world = await openWorld({ reuseSeconds });
    let faults;

    const verdict = await tabs({
      title: `${count} tabs, faults, ${name}`,
      world,
      count,
      expiries,
      habitsOf: (index) => ({
        resources: index % 3 === 0 ? [null, ...RESOURCES] : [null],
        renewEvery,
      }),
      abruptly: reuseSeconds > 0,
      onStart: () => {
        faults = letFail({ world, seed, losesTokens: reuseSeconds > 0 });
      },
      // How many requests there are until then is up to the machine: a slow one asks less often.
      missing: () => faults.missing(),
      onQuiet: () => faults.mend(),
    });

    console.log(`${name}: faults: ${faults.tally}`);
    if (reuseSeconds === 0) expect(verdict.spentAgain).toBe(0);
  });
}
