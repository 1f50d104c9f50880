/** A run of the benchmark. */
import { launch } from './browser.js';
import { measures } from './measures/index.js';
import { write } from './report/document.js';
import { describeSetup } from './report/setup.js';
import { measureTable, targetTable } from './report/tables.js';
import { openWorld } from './world.js';

/** @param {ReturnType<typeof import('./options.js').parse>} options */
export const run = async ({ selected, rounds, quick, writes }) => {
  const results = new Map();
  const browser = await launch();

  try {
    const world = await openWorld();
    const setup = describeSetup(browser);
    console.log(`\n${setup.join('\n')}`);

    try {
      for (const measure of measures.filter(({ name }) => selected.includes(name))) {
        console.log(`\n━━ ${measure.title}\n`);
        const rows = await measure.run({
          browser,
          world,
          rounds,
          quick,
          log: (line) => console.log(`… ${line}`),
        });
        results.set(measure.name, rows);
        console.log(`\n${measureTable(rows)}`);
      }
    } finally {
      await world.close();
    }

    const reached = targetTable(results);
    if (reached) console.log(`\n━━ Figures to reach\n\n${reached}`);

    if (writes) {
      await write({ measures, results, setup, rounds });
      console.log('\nWritten: docs/benchmarks.md, docs/benchmarks/*.svg, the table in README.md');
    }
  } finally {
    await browser.close();
  }
};
