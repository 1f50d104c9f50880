/** What is said of a number of samples. All of them count: none is left out as an outlier. */

const ascending = (values) => values.toSorted((one, other) => one - other);

/**
 * The value below which this part of the samples lies, between two of them by linear interpolation.
 *
 * @param {number[]} values at least one
 * @param {number} part from 0 to 1
 */
export const quantile = (values, part) => {
  if (values.length === 0) throw new RangeError('there is no sample');

  const sorted = ascending(values);
  const at = (sorted.length - 1) * part;
  const below = sorted[Math.floor(at)];
  const above = sorted[Math.ceil(at)];

  return below + (above - below) * (at - Math.floor(at));
};

export const median = (values) => quantile(values, 0.5);

/** The median, and the quartiles between which half of the samples are. */
export const summary = (values) => ({
  median: median(values),
  from: quantile(values, 0.25),
  to: quantile(values, 0.75),
});

/** How many times the one median is the other; nothing when there is nothing to divide by. */
export const ratio = (values, reference) => {
  const divisor = median(reference);

  return divisor === 0 ? undefined : median(values) / divisor;
};
