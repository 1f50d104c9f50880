/** Assertions of the cases, which have to do without Playwright: they also run where it is not installed. */
import assert from 'node:assert/strict';

/** The value as JSON says it: a member that is `undefined` counts as missing. */
const asJson = (value) => (value === undefined ? undefined : JSON.parse(JSON.stringify(value)));

export const expectEqual = (actual, expected) => assert.deepEqual(asJson(actual), asJson(expected));

/** The members of `expected` are these; `actual` may have more. */
export const expectMembers = (actual, expected) => {
  const members = Object.keys(expected).map((name) => [name, actual?.[name]]);

  expectEqual(Object.fromEntries(members), expected);
};

export const expectText = (actual, pattern) => assert.match(String(actual), pattern);
