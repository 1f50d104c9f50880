/**
 * The compiled module, and the two ways of starting it: each answers with what a copy of the module exports, or
 * says why it does not run. A copy has its own memory, and shares nothing with those before it.
 */
// The binding that wasm-bindgen generates.
import { instantiate } from '#glue';
// The compiled module, as characters: base64 would be a quarter larger on the wire.
import characters, { count, layout } from '#wasm';
import { guarded } from './guard.js';
import { joined } from './streams.js';

const bytes = () => {
  // As a module it always is UTF-8. A bundle that is a classic script is what the page is.
  if (characters.length !== count) {
    throw new Error(
      'the script was not read as UTF-8; <meta charset="utf-8"> in the head of the page helps'
    );
  }

  return joined(characters, ...layout);
};

let compiled;

/**
 * Synchronous on purpose. A page's later scripts do not wait for the top-level await of an earlier
 * one, so the class has to be usable as soon as the import is done.
 */
export const startNow = (crash) => {
  const { imports, begin } = instantiate();

  compiled ??= new WebAssembly.Module(bytes());
  return begin(guarded(new WebAssembly.Instance(compiled, imports).exports, crash));
};

/** For browsers that compile large modules in the background only (Chromium before 114). */
export const startLater = async (crash) => {
  const { imports, begin } = instantiate();
  const { instance } = await WebAssembly.instantiate(bytes(), imports);

  return begin(guarded(instance.exports, crash));
};
