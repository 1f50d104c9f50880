// A table that could leave something out, or tell of what did not run, would prove nothing.

import { expect, test } from '@playwright/test';

import { text } from './document.js';

const PLANS = [{ title: 'Small', plan: 'small-plan', modules: ['tested', 'excused'] }];

const REASONS = [{ because: 'Nobody can.', modules: ['excused'] }];

const RESULT = { module: 'tested', provider: 'errs', client: 'sees it', passed: true };

const documentOf = (run, { plans = PLANS, reasons = REASONS } = {}) => text(run, plans, reasons);

test('the document tells what the run found', () => {
  expect(documentOf([RESULT])).toContain('| `tested` | errs | sees it | passed |');
  expect(documentOf([{ ...RESULT, passed: false }])).toContain('| `tested` | errs | sees it | **failed** |');
  expect(documentOf([{ ...RESULT, untested: 'more' }])).toContain(
    '| `tested` | errs | sees it | passed in part: the suite also requires more |'
  );
  expect(documentOf([RESULT])).toContain('| `excused` | Nobody can. |');
});

const MISTAKES = [
  ['a module that did not run', 'tested has neither a file nor a reason', []],
  ['a module with two tests', 'tested has more than one test', [RESULT, RESULT]],
  [
    'a test that says nothing',
    'tested does not say what the provider and the client do',
    [{ module: 'tested', passed: true }],
  ],
  [
    'a module that does not apply, and ran',
    'excused has a file, and a reason to have none',
    [RESULT, { ...RESULT, module: 'excused' }],
  ],
  ['a module of no plan', 'stray is in no plan', [RESULT, { ...RESULT, module: 'stray' }]],
];

for (const [what, message, run] of MISTAKES) {
  test(`there is no document with ${what}`, () => {
    expect(() => documentOf(run)).toThrow(message);
  });
}

test('there is no document with a reason for what is in no plan', () => {
  const reasons = [...REASONS, { because: 'It is made up.', modules: ['stray'] }];

  expect(() => documentOf([RESULT], { reasons })).toThrow('stray is in no plan');
});
