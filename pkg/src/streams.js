/**
 * How the compiled module travels: in streams, as characters. What is alike in its code (the instructions, the
 * variables that they are about, offsets in memory, …) is together, where compression finds more in it: an eighth
 * less travels. Both directions are one walk through the module; they differ in what is read and what is written.
 */

// The streams. Of numbers:
const READ = 0;
const WRITTEN = 1;
const KEPT = 2;
const FROM = 3;
const TO = 4;
const TARGET = 5;
const FUNCTION = 6;
const VARIABLE = 7;
const GLOBAL = 8;
/** Only ever one value, as the optimiser is told. */
const ALIGNMENT = 9;
// Of bytes: everything that is not code, and what there is little of in code; the instructions; constants;
// what blocks come to.
const REST = 10;
const CODE = 11;
const CONSTANT = 12;
const BLOCK = 13;

/** How many there are. */
export const STREAMS = 14;

/** The numbers that instructions take. */
const OPERANDS = {
  // br, br_if; call, call_indirect
  0x0c: [TARGET],
  0x0d: [TARGET],
  0x10: [FUNCTION],
  0x11: [GLOBAL, GLOBAL],
  // local.get, local.set, local.tee
  0x20: [READ],
  0x21: [WRITTEN],
  0x22: [KEPT],
  // global.get, global.set, table.get, table.set
  0x23: [GLOBAL],
  0x24: [GLOBAL],
  0x25: [GLOBAL],
  0x26: [GLOBAL],
  // memory.size, memory.grow; ref.func
  0x3f: [GLOBAL],
  0x40: [GLOBAL],
  0xd2: [GLOBAL],
};

for (let code = 0x28; code < 0x3f; code += 1) {
  OPERANDS[code] = [ALIGNMENT, code < 0x36 ? FROM : TO];
}

/**
 * Goes through a module.
 *
 * @param byte passes one on, of this stream, and returns it
 * @param number passes on a number without sign, and returns it
 * @param enter begins a function, whose length in bytes is in none of the streams
 * @param leave ends it
 * @param isAtEnd has everything been passed on?
 */
export const walk = ({ byte, number, enter, leave, isAtEnd }) => {
  const times = (count, pass, stream) => {
    for (let left = count; left > 0; left -= 1) {
      pass(stream);
    }
  };
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
  /** How much deeper it is after an instruction. */
  const instruction = () => {
    const code = byte(CODE);

    for (const stream of OPERANDS[code] ?? []) {
      number(stream);
    }

    if (code === 0x41 || code === 0x42) {
      // i32.const, i64.const
      bytes(code === 0x41 ? CONSTANT : REST);
    } else if (code === 0x43 || code === 0x44) {
      // f32.const, f64.const
      times(code === 0x43 ? 4 : 8, byte, REST);
    } else if (code === 0x0e) {
      // br_table
      times(number(TARGET) + 1, number, TARGET);
    } else if (code === 0x1c) {
      // select, with its types
      times(number(GLOBAL), bytes, BLOCK);
    } else if (code === 0xd0) {
      // ref.null
      bytes(BLOCK);
    } else if (code === 0xfc) {
      // Conversions, which take nothing; then what is about memories and tables.
      const kind = number(GLOBAL);

      times(kind < 8 ? 0 : kind < 15 && kind % 2 === 0 ? 2 : 1, number, GLOBAL);
    } else if (code === 0x0b) {
      // end
      return -1;
    } else if (code > 0x01 && code < 0x05) {
      // block, loop, if
      bytes(BLOCK);
      return 1;
    }

    return 0;
  };

  times(8, byte, REST);

  while (!isAtEnd()) {
    const section = byte(REST);
    const length = bytes(REST);

    if (section === 10) {
      for (let left = bytes(REST); left > 0; left -= 1) {
        enter();

        // Its variables: in groups, of so many of a type.
        times(number(VARIABLE) * 2, number, VARIABLE);

        for (let depth = 1; depth > 0; ) {
          depth += instruction();
        }

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

  const next = (stream) => characters.charCodeAt(places[stream]++);
  const write = (value) => {
    let rest = value;

    for (; rest > 127; rest = Math.floor(rest / 128)) {
      module[at++] = (rest & 127) | 128;
    }

    module[at++] = rest;
  };

  walk({
    byte: (stream) => (module[at++] = byteOf[next(stream)]),
    number: (stream) => {
      let value = 0;
      let scale = 1;
      let digit;

      do {
        digit = toDigit(next(stream));
        value += (digit % MARK) * scale;
        scale *= MARK;
      } while (digit >= MARK);

      write(value);
      return value;
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
