/** The tables of a report. */
import { libraries, OURS, THEIRS } from '../libraries.js';
import { median } from '../statistics.js';
import { isAimReached, isReached, targets } from '../targets.js';
import { NOTHING, ratioOf, spread, table, times, withUnit } from './format.js';

const names = libraries.map(({ name }) => name);

/** A measure's rows: each library, and what ours is to the one it takes the place of. */
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

const targetRow = (target, row) => {
  const isRatio = target.of === 'ratio';
  const value = isRatio ? ratioOf(row, OURS, THEIRS) : median(row.values.get(OURS));
  const shown = (number) => {
    if (number === undefined) return NOTHING;
    return isRatio ? times(number) : withUnit(number, row.unit);
  };
  const bound = target.most === undefined ? `≥ ${shown(target.least)}` : `≤ ${shown(target.most)}`;
  const verdict = isReached(target, value) ? 'yes' : 'no';

  return [
    target.what,
    shown(value),
    bound,
    shown(target.aim),
    isAimReached(target, value) ? 'yes, and the aim' : verdict,
  ];
};

/**
 * What is to be reached, beside what was measured of it.
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
    : table([['', 'measured', 'to be reached', 'aim', 'reached'], ...rows]);
};
