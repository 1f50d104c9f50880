import assert from 'node:assert/strict';
import { test } from 'node:test';

import { THEIRS, OURS } from '../libraries.js';
import { chart } from './chart.js';
import { withTable } from './document.js';
import { targetTable } from './tables.js';

const row = (key, unit, ours, theirs) => ({
  key,
  unit,
  label: `\`${key}\` <1>`,
  values: new Map([
    [OURS, ours],
    [THEIRS, theirs],
  ]),
});

const results = new Map([['bytes', [row('answer-brotli', 'bytes', [80], [200])]]]);

test('the table has the figures to reach that were measured, and no others', () => {
  const [, , ...lines] = targetTable(results).split('\n');

  assert.equal(lines.length, 1);
  assert.match(lines[0], /brotli +\| 80 B +\| 200 B +\| 0\.40x +\| ≤ 0\.50x +\| 0\.35x +\| yes +\|$/);
  assert.equal(targetTable(new Map()), undefined);
});

test('a bound of our own value is in its unit', () => {
  const waves = new Map([['callback', [row('waves', 'count', [2, 2, 2], [3, 3, 3])]]]);

  assert.match(targetTable(waves), /\| 2 +\| 3 +\| 0\.67x +\| ≤ 1 +\| – +\| no +\|$/);
});

test('a figure without a bound is in the table, without a verdict', () => {
  const whole = new Map([['bytes', [row('signIn-brotli', 'bytes', [600], [200])]]]);

  assert.match(targetTable(whole), /\| 600 B +\| 200 B +\| 3\.00x +\| – +\| – +\| – +\|$/);
});

test('a figure that @logto/browser has nothing of is judged by our own value', () => {
  const later = new Map([['bytes', [row('later-brotli', 'bytes', [60_000], [0])]]]);

  assert.match(targetTable(later), /\| 60,000 B +\| 0 B +\| – +\| ≤ 65,000 B +\| 50,000 B +\| yes +\|$/);
});

test('the README keeps all but what is between the marks', () => {
  const readme = 'before\n<!-- bench -->\nold\n<!-- /bench -->\nafter\n';
  const written = withTable(readme, results, ['Date: today', 'a', 'b', 'c']);

  assert.match(written, /^before\n<!-- bench -->\n\n\|[^]*\n\nDate: today\. a\. b\.\n\n<!-- \/bench -->\nafter\n$/);
  assert.doesNotMatch(written, /old/);
  assert.equal(withTable(written, results, ['Date: today', 'a', 'b']), written);
  assert.throws(() => withTable('nothing', results, []));
});

test('a chart has a bar of each library, and is well-formed', () => {
  const drawn = chart('T', [row('a', 'ms', [1, 2, 3], [4, 4, 4]), row('b', 'count', [0], [0])]);

  assert.equal(drawn.match(/<line /g).length, 4);
  assert.match(drawn, /a &lt;1&gt;/);
  assert.doesNotMatch(drawn, /NaN|undefined|`/);
});
