/** A measure as a drawing: a bar for each library, to the scale of its row, with the middle half of the samples. */
import { libraries } from '../libraries.js';
import { summary } from '../statistics.js';
import { withUnit } from './format.js';

const COLOURS = ['#5d34f2', '#9aa0a6', '#c3a26b', '#6ba3a0'];

const WIDTH = 760;
const LABEL = 24;
const NAMES = 160;
const VALUES = 120;
const BAR = 16;
const GAP = 14;
const LONGEST = WIDTH - NAMES - VALUES;

const escape = (text) =>
  text.replace(/[&<>]/g, (character) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[character]);

const text = (x, y, content, more = '') =>
  `<text x="${x}" y="${y}"${more}>${escape(content.replaceAll('`', ''))}</text>`;

const bar = ({ name, samples, unit, longest, y }) => {
  const { median, from, to } = summary(samples);
  const colour = COLOURS[libraries.findIndex((library) => library.name === name)];
  const at = (value) => (longest === 0 ? 0 : (value / longest) * LONGEST).toFixed(1);
  const line = { left: NAMES + Number(at(from)), right: NAMES + Number(at(to)), y: y + BAR / 2 };

  return [
    text(NAMES - 8, y + BAR - 4, name, ' text-anchor="end"'),
    `<rect x="${NAMES}" y="${y + 2}" width="${at(median)}" height="${BAR - 4}" fill="${colour}"/>`,
    `<line x1="${line.left}" x2="${line.right}" y1="${line.y}" y2="${line.y}" stroke="#202124"/>`,
    text(NAMES + Number(at(Math.max(median, to))) + 6, y + BAR - 4, withUnit(median, unit)),
  ].join('\n');
};

/** @param {import('../measures/index.js').Row[]} rows */
export const chart = (title, rows) => {
  const parts = [];
  let y = GAP;

  for (const { label, unit, values } of rows) {
    const longest = Math.max(...[...values.values()].map((samples) => summary(samples).to));

    const title = unit === 'per second' ? `${label} (more is better)` : label;

    parts.push(text(8, y + BAR, title, ' font-weight="bold"'));
    y += LABEL;
    for (const [name, samples] of values) {
      parts.push(bar({ name, samples, unit, longest, y }));
      y += BAR;
    }
    y += GAP;
  }

  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${y}" font-family="sans-serif" font-size="12" fill="#202124">
<title>${escape(title)}</title>
<rect width="100%" height="100%" fill="#fff"/>
${parts.join('\n')}
</svg>
`;
};
