/** Runs the compiled module by the browser's WebAssembly: for `core.js`. */
// One character for each byte: base64 would be a quarter larger on the wire.
import characters, { length } from '#module';

let compiled;

const bytes = () => {
  // A module script is always read as UTF-8. A bundle that is a classic script has the encoding of the page, by which some
  // characters become two. Minifiers replace `characters.length` by the number, so ask for a character beyond the end.
  if (characters.charAt(length) !== '') {
    throw new Error(
      'The script was not read as UTF-8. Add <meta charset="utf-8"> to the head of the page.'
    );
  }

  const array = new Uint8Array(length);

  for (let index = 0; index < length; index += 1) {
    array[index] = characters.charCodeAt(index);
  }

  return array;
};

/** Starts another instance of the module, with its own memory; resolves to its exports. */
export const instantiate = async (imports) => {
  compiled ??= await WebAssembly.compile(bytes());

  const { exports } = await WebAssembly.instantiate(compiled, imports);

  return exports;
};
