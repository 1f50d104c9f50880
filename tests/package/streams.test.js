// How the module travels: in streams, whatever is in it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { joined } from '../../pkg/src/streams.js';
import { separated } from '../../xtask/npm/streams.mjs';

const HEADER = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0];

const leb = (value) => (value < 128 ? [value] : [(value & 127) | 128, ...leb(value >>> 7)]);
const section = (id, content) => [id, ...leb(content.length), ...content];
const code = (...functions) =>
  section(10, [
    ...leb(functions.length),
    ...functions.flatMap((body) => [...leb(body.length), ...body]),
  ]);
const moduleOf = (...sections) => Buffer.from([HEADER, ...sections].flat());

const NOTHING = [0, 0x0b];
const EVERYTHING = [
  // Variables: 3 of i32, 200 of externref.
  [2, 3, 0x7f, 0xc8, 0x01, 0x6f],
  // block, loop with a type, if, else, and what ends them.
  [0x02, 0x40, 0x03, 0xd5, 0x00, 0x04, 0x7f, 0x00, 0x05, 0x01, 0x0b, 0x0b, 0x0b],
  // br, br_if, br_table, return.
  [0x0c, 0, 0x0d, 0xac, 0x02, 0x0e, 3, 0, 1, 2, 0x81, 0x01, 0x0f],
  // call, call_indirect.
  [0x10, 0xff, 0xff, 0x03, 0x11, 0x0b, 0],
  // drop, select without and with a type.
  [0x1a, 0x1b, 0x1c, 1, 0x6f],
  // Of variables, globals, tables.
  [0x20, 0, 0x21, 0x7f, 0x22, 0x80, 0x01, 0x23, 0, 0x24, 1, 0x25, 0, 0x26, 0],
  // Loads and stores: the first, the last of either; an offset that is an address.
  [0x28, 0, 0xe3, 0xd3, 0x40, 0x35, 0, 0xff, 0x1f, 0x36, 0, 0x80, 0x20, 0x3e, 0, 0x00],
  [0x3f, 0, 0x40, 0],
  // Constants: negative ones, the largest, those that look like an end.
  [0x41, 0x7f, 0x41, 0xff, 0xff, 0xff, 0xff, 0x07, 0x42, 0x80, 0x80, 0x80, 0x80, 0x78],
  [0x43, 0x0b, 0x0b, 0x0b, 0x0b, 0x44, 0, 1, 2, 3, 4, 5, 0x0b, 0xff],
  // Comparisons and arithmetic: the first and the last.
  [0x45, 0xc4],
  // ref.null, ref.is_null, ref.func.
  [0xd0, 0x6f, 0xd1, 0xd2, 5],
  // A conversion; memory.init, data.drop, memory.copy, memory.fill; table.init, elem.drop, table.copy, table.grow,
  // table.size, table.fill.
  [0xfc, 0, 0xfc, 8, 1, 0, 0xfc, 9, 1, 0xfc, 10, 0, 0, 0xfc, 11, 0],
  [0xfc, 12, 1, 0, 0xfc, 13, 1, 0xfc, 14, 0, 0, 0xfc, 15, 0, 0xfc, 16, 0, 0xfc, 17, 0],
  [0x0b],
].flat();
const ALL_BYTES = Array.from({ length: 256 }, (_, byte) => byte);

/** Of this many bytes. */
const long = (length) => [0, ...new Array(length - 2).fill(0x01), 0x0b];

const roundTrip = (module) => Buffer.from(joined(...separated(module)));

for (const [what, module] of [
  ['nothing', moduleOf()],
  ['no code', moduleOf(section(1, [0]), section(0, ALL_BYTES))],
  ['every kind of instruction', moduleOf(section(3, [1, 0]), code(EVERYTHING, NOTHING), section(11, ALL_BYTES))],
  ['functions of every length', moduleOf(code(...[2, 127, 128, 129, 16_383, 16_384, 16_385, 40_000].map(long)))],
]) {
  test(`a module with ${what} arrives as it was`, () => {
    assert.deepEqual(roundTrip(module), module);
  });
}

test('its characters need no escapes, and are no surrogates', () => {
  const [characters, , moved] = separated(moduleOf(section(0, ALL_BYTES), code(EVERYTHING)));

  assert.doesNotMatch(characters + moved, /[\0\n\r"\\\u2028\u2029\ud800-\udfff]/);
});

test('a module that would not arrive as it was is refused', () => {
  // A length in more bytes than it needs.
  const wasteful = moduleOf([10, 5, 1, 0x82, 0x00, ...NOTHING]);

  const aligned = moduleOf(code([0, 0x20, 0, 0x28, 2, 0, 0x1a, 0x0b]));

  for (const module of [wasteful, aligned]) {
    assert.throws(() => separated(module), /not what its streams make/);
  }
});
