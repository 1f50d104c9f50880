/**
 * How the compiled module travels: in streams, as characters. What is alike in its code (the instructions, the
 * variables that they are about, offsets in memory, …) is together, where compression finds more in it: an eighth
 * less travels. Both directions are one walk through the module; they differ in what is read and what is written.
 */

// The streams. Of bytes: everything that is not code, and what there is little of in code.
const REST = 0;
// Of numbers.
const READ = 1;
const WRITTEN = 2;
const KEPT = 3;
const FROM = 4;
const TO = 5;
const TARGET = 6;
const FUNCTION = 7;
const VARIABLE = 8;
const GLOBAL = 9;
// Of bytes again: the instructions; constants; what blocks come to.
const CODE = 10;
const CONSTANT = 11;
const BLOCK = 12;

/** How many there are. */
export const STREAMS = 13;

/** The streams of the numbers that instructions take: of the first one. */
const OPERANDS = new Uint8Array(256);

for (const [stream, from, to = from] of [
  // block, loop, if
  [BLOCK, 0x02, 0x04],
  // br, br_if, br_table; call, call_indirect
  [TARGET, 0x0c, 0x0e],
  [FUNCTION, 0x10],
  [GLOBAL, 0x11],
  // select, with types
  [GLOBAL, 0x1c],
  // local.get, local.set, local.tee
  [READ, 0x20],
  [WRITTEN, 0x21],
  [KEPT, 0x22],
  // Of globals and tables.
  [GLOBAL, 0x23, 0x26],
  // Loads; stores.
  [FROM, 0x28, 0x35],
  [TO, 0x36, 0x3e],
  // memory.size, memory.grow
  [GLOBAL, 0x3f, 0x40],
  // i32.const, i64.const
  [CONSTANT, 0x41, 0x42],
  // ref.null; ref.func
  [BLOCK, 0xd0],
  [GLOBAL, 0xd2],
  // Others, by another number.
  [GLOBAL, 0xfc],
]) {
  OPERANDS.fill(stream, from, to + 1);
}

/**
 * Goes through a module.
 *
 * @param byte passes one on, of this stream, and returns it
 * @param number passes on a number without sign, and returns it
 * @param align passes on an alignment: all of them are 0, as the optimiser is told
 * @param enter begins a function, whose length in bytes is in none of the streams
 * @param leave ends it
 * @param isAtEnd has everything been passed on?
 */
export const walk = ({ byte, number, align, enter, leave, isAtEnd }) => {
  /** A number, byte by byte: with a sign, or too large to be one of many. */
  const bytes = (stream) => {
    let value = 0;
    let scale = 1;
    let digit;

    do {
      digit = byte(stream);
      value += (digit & 127) * scale;
      scale *= 128;
    } while (digit > 127);

    return value;
  };
  const times = (count, pass, stream) => {
    for (let left = count; left > 0; left -= 1) {
      pass(stream);
    }
  };
  const functionBody = () => {
    // In groups, of so many of a type.
    times(number(VARIABLE) * 2, number, VARIABLE);

    for (let depth = 1; depth > 0; ) {
      const code = byte(CODE);
      let value;

      if (code > 0x27 && code < 0x3f) {
        align();
      }

      const stream = OPERANDS[code];

      if (stream > 0) {
        value = stream > CODE ? bytes(stream) : number(stream);
      }

      if (code > 0x1f && code < 0x43) {
        // Most of them: that is all.
        continue;
      }

      if (code < 0x05) {
        // They end, too, but for unreachable and nop.
        depth += code > 0x01 ? 1 : 0;
      } else if (code === 0x0b) {
        depth -= 1;
      } else if (code === 0x0e) {
        times(value + 1, number, TARGET);
      } else if (code === 0x11) {
        number(GLOBAL);
      } else if (code === 0x1c) {
        times(value, bytes, BLOCK);
      } else if (code === 0x43 || code === 0x44) {
        // f32.const, f64.const
        times(code === 0x43 ? 4 : 8, byte, REST);
      } else if (code === 0xfc && value > 7) {
        // Not a conversion: it is about memories or tables, one or two of them.
        times(value < 15 && value % 2 === 0 ? 2 : 1, number, GLOBAL);
      }
    }
  };

  times(8, byte, REST);

  while (!isAtEnd()) {
    const section = byte(REST);
    const length = bytes(REST);

    if (section === 10) {
      for (let left = bytes(REST); left > 0; left -= 1) {
        enter();
        functionBody();
        leave();
      }
    } else {
      times(length, byte, REST);
    }
  }
};

// A number is written in digits, of a character each, with a mark on all but the last. None of them is a character
// that a string has to escape.

/** The mark, and one more than the largest digit. */
export const MARK = 4096;

/** The characters of digits: from 35 on, but for the one after 91, which escapes others. */
export const ofDigit = (digit) => digit + (digit < 57 ? 35 : 36);
const toDigit = (code) => code - (code < 92 ? 35 : 36);

/**
 * The module.
 *
 * @param characters the streams, one after the other
 * @param lengths of the streams
 * @param moved characters and the bytes that they stand for, in turn; others stand for the byte of their number, as
 * does each with 256 more
 * @param size of the module
 */
export const joined = (characters, lengths, moved, size) => {
  const module = new Uint8Array(size);
  const byteOf = Uint8Array.from({ length: 512 }, (_, code) => code);
  const places = [];
  let at = 0;
  let start = 0;

  for (let index = 0; index < moved.length; index += 2) {
    byteOf[moved.charCodeAt(index)] = moved.charCodeAt(index + 1);
  }

  for (const length of lengths) {
    places.push(start);
    start += length;
  }

  const write = (value) => {
    let rest = value;

    for (; rest > 127; rest = Math.floor(rest / 128)) {
      module[at++] = (rest & 127) | 128;
    }

    module[at++] = rest;
  };

  // They are called so often that it counts what they call themselves.
  walk({
    byte: (stream) => (module[at++] = byteOf[characters.charCodeAt(places[stream]++)]),
    number: (stream) => {
      let value = toDigit(characters.charCodeAt(places[stream]++));

      if (value < 128) {
        module[at++] = value;
      } else {
        for (let scale = MARK; value >= scale; scale *= MARK) {
          value += (toDigit(characters.charCodeAt(places[stream]++)) - 1) * scale;
        }

        write(value);
      }

      return value;
    },
    align: () => {
      at += 1;
    },
    enter: () => {
      start = at;
    },
    leave: () => {
      const end = at;

      // Only now is it known how long the length is.
      write(end - start);
      const length = module.slice(end, at);

      module.copyWithin(start + length.length, start, end);
      module.set(length, start);
    },
    isAtEnd: () => at >= size,
  });

  return module;
};
