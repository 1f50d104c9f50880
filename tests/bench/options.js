/** The arguments on the command line. */
import { parseArgs } from 'node:util';

import { titles } from './catalogue.js';

const names = Object.keys(titles);

const ROUNDS = { full: 15, quick: 3 };

export const usage = `Usage: cargo xtask bench [--quick] [<measure>…]

Builds the package, and measures it in Chromium beside other libraries, at a local provider. A whole run writes
docs/benchmarks.md and the table in README.md; it takes about half an hour, in which the machine should do nothing
else. With --quick (${ROUNDS.quick} rounds instead of ${ROUNDS.full}), or of some measures alone, it only prints.

Measures:
${names.map((name) => `  ${name.padEnd(9)} ${titles[name]}`).join('\n')}`;

/**
 * @param {string[]} words
 * @throws {TypeError} for the person at the keyboard
 */
export const parse = (words) => {
  const { values, positionals } = parseArgs({
    args: words,
    allowPositionals: true,
    options: {
      quick: { type: 'boolean', default: false },
      // Checks the arguments before anything is built.
      check: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const unknown = positionals.find((word) => !names.includes(word));

  if (unknown) throw new TypeError(`there is no measure \`${unknown}\``);

  const selected = positionals.length === 0 ? names : names.filter((name) => positionals.includes(name));

  return {
    ...values,
    /** The names of the measures. */
    selected,
    rounds: values.quick ? ROUNDS.quick : ROUNDS.full,
    /** Only a run of everything is published: figures of different days are not to be compared. */
    writes: !values.quick && selected.length === names.length,
  };
};
