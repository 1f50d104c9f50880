/** The tables of a report. */
import { libraries, OURS, THEIRS } from '../libraries.js';
import { median } from '../statistics.js';
import { hasBound, isAimReached, isReached, targets } from '../targets.js';
import { NOTHING, ratioOf, spread, table, times, withUnit } from './format.js';

const names = libraries.map(({ name }) => name);

/** A measure's rows: each library, and the ratio of ours to the one that it replaces. */
export const measureTable = (rows) =>
  table([
    ['', ...names, 'ratio'],
    ...rows.map((row) => [
      row.label,
      ...names.map((name) => spread(row.values.get(name), row.unit)),
      times(ratioOf(row, OURS, THEIRS)),
    ]),
  ]);

const found = (results, { row }) => {
  const [name, key] = row.split('/');

  return results.get(name)?.find((each) => each.key === key);
};

const boundOf = ({ most, least }, shown) => {
  if (most !== undefined) return `≤ ${shown(most)}`;
  return least === undefined ? NOTHING : `≥ ${shown(least)}`;
};

const verdictOn = (target, value) => {
  if (!hasBound(target)) return NOTHING;
  if (!isReached(target, value)) return 'no';
  return isAimReached(target, value) ? 'yes, and the aim' : 'yes';
};

const targetRow = (target, row) => {
  const { unit, values } = row;
  const [ours, theirs] = [OURS, THEIRS].map((name) => values.get(name));
  const medianOf = (samples) => (samples ? withUnit(median(samples), unit) : NOTHING);
  const shownRatio = ratioOf(row, OURS, THEIRS);
  const shown = (number) => {
    if (number === undefined) return NOTHING;
    return target.of === 'ratio' ? times(number) : withUnit(number, unit);
  };

  return [
    target.what,
    medianOf(ours),
    medianOf(theirs),
    times(shownRatio),
    boundOf(target, shown),
    shown(target.aim),
    verdictOn(target, target.of === 'ratio' ? shownRatio : median(ours)),
  ];
};

/**
 * The figures to reach, beside the medians that were measured.
 *
 * @param {Map<string, import('../measures/index.js').Row[]>} results by measure
 */
export const targetTable = (results) => {
  const rows = targets.flatMap((target) => {
    const row = found(results, target);

    return row ? [targetRow(target, row)] : [];
  });

  return rows.length === 0
    ? undefined
    : table([['', OURS, THEIRS, 'ratio', 'to be reached', 'aim', 'reached'], ...rows]);
};
