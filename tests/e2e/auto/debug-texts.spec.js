// What the panel says: in every language the same, and something for all that checks find.

import { readdir, readFile } from 'node:fs/promises';

import en from '../../../pkg/src/debug/messages/en.js';
import fr from '../../../pkg/src/debug/messages/fr.js';
import { nearest } from '../../../pkg/src/debug/nearest.js';
import { clean, parts } from '../../../pkg/src/debug/text.js';
import { expect, test } from '../support/test.js';

const CHECKS = new URL('../../../pkg/src/debug/checks/', import.meta.url);

/** What a translation must not change: how many sentences there are, and which values are in each. */
const shapeOf = (texts) =>
  Object.fromEntries(
    Object.entries(texts).map(([key, text]) => [
      key,
      [text].flat().map((each) => each.match(/\{\w+\}|`[^`]*`/g)?.sort()),
    ])
  );

test('is there in both languages, with the same values', () => {
  const [english, french] = [shapeOf(en), shapeOf(fr)];

  expect(french).toEqual(english);
});

test('covers every finding that is written out', async () => {
  const keys = [];

  for (const file of await readdir(CHECKS)) {
    const source = await readFile(new URL(file, CHECKS), 'utf8');

    keys.push(...[...source.matchAll(/'((?:[a-zA-Z]+)\.[a-zA-Z.]+)'/g)].map(([, key]) => key).filter((key) => !key.endsWith('.js')));
  }

  expect(keys.length).toBeGreaterThan(50);
  expect(keys.filter((key) => !Object.keys(en).includes(key))).toEqual([]);
});

test('takes values as text, and leaves private ones out of what others wrote', () => {
  expect(parts('Put `{value}` in.', { value: '<b>`x`' })).toEqual([
    ['Put ', false],
    ['<b>’x’', true],
    [' in.', false],
  ]);
  expect(clean(`/users/ada@example.test/${'x'.repeat(43)}`)).toBe('/users/…/…');
  expect(clean('5svghfpgp2rzc0yaqc5u9 of https://abc123.logto.app')).toBe(
    '5svghfpgp2rzc0yaqc5u9 of https://abc123.logto.app'
  );
});

test('guesses what was meant, and nothing where that is far', () => {
  const words = ['sign-in', 'sign-up', 'sign-out', 'switch-organization'];

  expect(['signin', 'Sign In', 'log-out', 'sign_up', 'switchorganization'].map((each) => nearest(each, words))).toEqual([
    'sign-in',
    'sign-in',
    'sign-out',
    'sign-up',
    'switch-organization',
  ]);
  expect(nearest('dance', words)).toBe(undefined);
});
