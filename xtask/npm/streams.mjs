/** The other direction of `pkg/src/streams.js`. */
import { MARK, STREAMS, joined, ofDigit, walk } from '../../pkg/src/streams.js';

/** What a string literal has to escape. */
const ESCAPED = new Set(['\0', '\n', '\r', '"', '\\'].map((character) => character.charCodeAt(0)));

/** From how many uses on a byte is worth being moved: the list of those travels, too. */
const WORTH = 400;

/**
 * Characters and bytes, in turn: bytes that are frequent and would be two bytes in UTF-8, and those that cannot
 * be characters, get the places of bytes that are rare. Those are their own number and 256.
 */
const movedOf = (bytes) => {
  const counts = new Array(256).fill(0);

  for (const byte of bytes) {
    counts[byte] += 1;
  }

  const isPlain = (byte) => byte < 128 && !ESCAPED.has(byte);
  const all = [...counts.keys()].sort((one, other) => counts[other] - counts[one]);
  const frequent = all.filter((byte) => !isPlain(byte));
  const rare = all.filter(isPlain).reverse();
  const count = frequent.findIndex((byte, at) => counts[byte] - counts[rare[at]] < WORTH);
  const inOrder = (list) => list.slice(0, count).sort((one, other) => one - other);
  const places = inOrder(rare);

  return inOrder(frequent).flatMap((byte, at) => [places[at], byte]);
};

/** A module in streams, as the arguments of `joined`. */
export const separated = (module) => {
  const streams = Array.from({ length: STREAMS }, () => []);
  let at = 0;

  const byte = (stream) => {
    streams[stream].push({ byte: module[at] });
    return module[at++];
  };
  const read = () => {
    let value = 0;
    let scale = 1;

    for (; module[at] > 127; at += 1) {
      value += (module[at] & 127) * scale;
      scale *= 128;
    }

    return value + module[at++] * scale;
  };

  walk({
    byte,
    number: (stream) => {
      const value = read();
      let rest = value;

      for (; rest >= MARK; rest = Math.floor(rest / MARK)) {
        streams[stream].push({ digit: (rest % MARK) + MARK });
      }

      streams[stream].push({ digit: rest });
      return value;
    },
    align: read,
    enter: read,
    leave() {},
    isAtEnd: () => at >= module.length,
  });

  const all = streams.flat();
  const moved = movedOf(all.flatMap((each) => each.byte ?? []));
  const codes = new Map();

  for (let index = 0; index < moved.length; index += 2) {
    const [place, byte] = moved.slice(index);

    codes.set(byte, place);
    codes.set(place, place + 256);
  }

  const codeOf = ({ byte, digit }) =>
    digit === undefined ? codes.get(byte) ?? byte + (ESCAPED.has(byte) ? 256 : 0) : ofDigit(digit);
  const text = (list) => String.fromCharCode(...list);
  const parts = [
    all.map((each) => text([codeOf(each)])).join(''),
    streams.map(({ length }) => length),
    text(moved.map((code) => code + (ESCAPED.has(code) ? 256 : 0))),
    module.length,
  ];

  // The optimiser may write a number in more bytes than it needs.
  if (!Buffer.from(joined(...parts)).equals(module)) {
    throw new Error('the module is not what its streams make');
  }

  return parts;
};
