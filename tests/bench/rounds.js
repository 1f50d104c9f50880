/**
 * Measures all in turn, round by round (A B C D, B C D A, …), so that other work of the machine affects all of them
 * alike. The first round is for warming up, and does not count.
 *
 * @template T
 * @param {import('./libraries.js').Library[]} libraries
 * @param {number} rounds
 * @param {(library: import('./libraries.js').Library) => Promise<T>} measure
 * @returns {Promise<Map<string, T[]>>} by name
 */
export const inRounds = async (libraries, rounds, measure) => {
  const values = new Map(libraries.map(({ name }) => [name, []]));

  for (let round = 0; round <= rounds; round += 1) {
    const first = round % libraries.length;

    for (const library of [...libraries.slice(first), ...libraries.slice(0, first)]) {
      const value = await measure(library);
      if (round > 0) values.get(library.name).push(value);
    }
  }

  return values;
};

/** The same of each sample. */
export const mapValues = (values, of) =>
  new Map([...values].map(([name, samples]) => [name, samples.map(of)]));
