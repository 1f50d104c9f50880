import assert from 'node:assert/strict';
import test from 'node:test';
import vm from 'node:vm';

import { wrongClock } from './clock.js';

const HOUR = 60 * 60 * 1000;

// The real clock would go on between two looks at it.
const NOW = Date.UTC(2026, 10, 25, 12);

/** What the expression says on a page whose clock is off. */
const onPage = (shift, expression) => {
  const [, script] = wrongClock(shift).match(/^<script>(.*)<\/script>\n$/s);
  const page = vm.createContext({});

  vm.runInContext(`Date.now = () => ${NOW};`, page);
  vm.runInContext(script, page);

  return vm.runInContext(expression, page);
};

for (const shift of [3 * HOUR, -3 * HOUR]) {
  test(`a clock that is off by ${shift / HOUR} hours is so however it is read`, () => {
    const expected = NOW + shift;

    assert.equal(onPage(shift, 'Date.now()'), expected);
    assert.equal(onPage(shift, 'new Date().getTime()'), expected);
    assert.equal(onPage(shift, 'new (class extends Date {})().getTime()'), expected);
    assert.equal(
      onPage(shift, 'Date()'),
      onPage(shift, `new Date(${expected}).toString()`)
    );
  });
}

test('a time that is given is that time, and a date is a Date', () => {
  assert.equal(onPage(HOUR, 'new Date(5).getTime()'), 5);
  assert.equal(onPage(HOUR, 'new Date(2026, 0, 1).getMonth()'), 0);
  assert.equal(onPage(HOUR, 'Date.UTC(2026, 0) === Date.parse("2026-01-01T00:00:00Z")'), true);
  assert.equal(onPage(HOUR, 'new Date() instanceof Date'), true);
  assert.equal(onPage(HOUR, 'new (class Late extends Date {})().constructor.name'), 'Late');
});
