/** The compiled module as a string literal: one character for each byte. */

/**
 * Stands for the literal until a bundle is made: esbuild and Terser would escape control characters, which makes the file a
 * fifth larger. A name and not a string, whose length they would compute.
 */
export const PLACEHOLDER = 'CHARACTERS_OF_THE_MODULE';

/** What a string literal cannot contain, and NUL, which is replaced in scripts that are part of an HTML page. */
const ESCAPES = { '\0': '\\0', '\n': '\\n', '\r': '\\r', '"': '\\"', '\\': '\\\\' };

const escaped = (character, next) =>
  // `\0` before a digit would be an octal escape.
  character === '\0' && next >= '0' && next <= '9' ? '\\x00' : ESCAPES[character] ?? character;

const literal = (bytes) => {
  const characters = Array.from(bytes, (byte) => String.fromCharCode(byte));

  return `"${characters.map((character, index) => escaped(character, characters[index + 1])).join('')}"`;
};

/** A bundle with the bytes in the one place where they belong. */
export const withModule = (text, bytes) => {
  const pieces = text.split(PLACEHOLDER);

  if (pieces.length !== 2) {
    throw new Error(`the bundle has ${pieces.length - 1} places for the module's characters instead of one`);
  }

  return pieces.join(literal(bytes));
};
