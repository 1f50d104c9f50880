/** Numbers as a reader wants them, and tables that are Markdown and can be read as they are. */
import { ratio, summary } from '../statistics.js';

const grouped = (value, digits = 0) =>
  value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });

const FORMATS = {
  ms: (value) => grouped(value, Math.abs(value) < 100 ? 1 : 0),
  µs: (value) => grouped(value, Math.abs(value) < 100 ? 1 : 0),
  bytes: (value) => grouped(value),
  'per second': (value) => value.toLocaleString('en', { maximumSignificantDigits: 3 }),
  count: (value) => grouped(value, Number.isInteger(value) ? 0 : 1),
};

const UNITS = { ms: ' ms', µs: ' µs', bytes: ' B', 'per second': '/s', count: '' };

export const NOTHING = '–';

/** A number with its unit. */
export const withUnit = (value, unit) => FORMATS[unit](value) + UNITS[unit];

/** The median, and where the middle half of the samples is if that is anywhere else. */
export const spread = (samples, unit) => {
  if (!samples) return NOTHING;

  const { median, from, to } = summary(samples);
  const ends = [from, to].map(FORMATS[unit]);
  const around = ends.some((end) => end !== FORMATS[unit](median)) ? ` (${ends.join('–')})` : '';

  return withUnit(median, unit) + around;
};

export const times = (value) => (value === undefined ? NOTHING : `${value.toFixed(2)}x`);

/** How one library's samples of a row relate to another one's. */
export const ratioOf = ({ values }, name, reference) => {
  const [ours, theirs] = [values.get(name), values.get(reference)];

  return ours && theirs ? ratio(ours, theirs) : undefined;
};

/** @param {string[][]} rows the first one is the heading */
export const table = (rows) => {
  const widths = rows[0].map((_, column) => Math.max(3, ...rows.map((row) => row[column].length)));
  const line = (cells) => `| ${cells.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |`;
  const [heading, ...others] = rows;

  return [line(heading), line(widths.map((width) => '-'.repeat(width))), ...others.map(line)].join('\n');
};
