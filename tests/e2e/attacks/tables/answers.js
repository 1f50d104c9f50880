/** Answers that are not what they should be, whatever the endpoint. */
import { DEEP, HUGE, withText } from '../forge.js';

/** Bodies that are no JSON object, or not one that anybody needs. `good` is what should have come. */
export const NO_OBJECTS = [
  ['a page', () => '<!DOCTYPE html><title>Welcome</title>'],
  ['nothing', () => ''],
  ['a space', () => ' '],
  ['null', () => 'null'],
  ['true', () => 'true'],
  ['a number', () => '5'],
  ['a text', () => '"text"'],
  ['an empty list', () => '[]'],
  ['a list of the good answer', (good) => JSON.stringify([good])],
  ['the good answer in a text', (good) => JSON.stringify(JSON.stringify(good))],
  ['an empty object', () => '{}'],
  ['the good answer, cut', (good) => JSON.stringify(good).slice(0, -1)],
  ['the good answer twice', (good) => JSON.stringify(good).repeat(2)],
  ['the good answer behind what stops scripts', (good) => `)]}'\n${JSON.stringify(good)}`],
  ['the good answer as a script', (good) => `callback(${JSON.stringify(good)})`],
  ['the good answer in single quotes', (good) => JSON.stringify(good).replaceAll('"', "'")],
  ['the good answer as a form', (good) => String(new URLSearchParams(good))],
  ['the good answer in __proto__', (good) => `{"__proto__":${JSON.stringify(good)}}`],
  ['10,000 lists', () => DEEP],
  ['the good answer with a member of 10,000 lists', (good) => withText(good, ['x', DEEP])],
];

/** Right, and more than anybody reads. */
export const TOO_LARGE = [
  ['the good answer with 5 MB more', (good) => JSON.stringify({ ...good, padding: HUGE })],
  ['the good answer in 5 MB of spaces', (good) => ' '.repeat(HUGE.length) + JSON.stringify(good)],
  ['5 MB of a page', () => HUGE],
];
