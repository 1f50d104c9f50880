/**
 * The compiled module, started when it is first needed.
 *
 * Synchronous on purpose. A page's later scripts do not wait for the top-level await of an earlier
 * one, so the class has to be usable as soon as the import is done. And lazy on purpose: importing
 * touches nothing of the browser, so that a server that renders the page can import it too.
 */
// The binding that wasm-bindgen generates.
import { errorText, initSync } from '#glue';
// The compiled module, one character for each byte. Beside it, base64 is a quarter larger on the wire.
import characters, { size } from '#wasm';
import { LogtoError, texts } from './errors.js';

const bytesOf = (text) => {
  const bytes = new Uint8Array(text.length);

  for (let at = 0; at < bytes.length; at += 1) {
    bytes[at] = text.charCodeAt(at);
  }

  return bytes;
};

const cannotStart = (why, cause) => {
  const error = new LogtoError('webassembly_unavailable', undefined, `Logto cannot start: ${why}`);

  error.cause = cause;
  return error;
};

let started = false;

/** Compiles and starts the module: once for a page, whatever the number of clients. */
export const start = () => {
  if (started) {
    return;
  }

  if (typeof WebAssembly === 'undefined') {
    throw cannotStart(
      'WebAssembly is switched off in this browser (iOS Lockdown Mode and the strict levels of Tor Browser do that).'
    );
  }

  // As a module it always is UTF-8. A bundle that is a classic script is what the page is.
  if (characters.length !== size) {
    throw cannotStart(
      'the script was not read as UTF-8. Add <meta charset="utf-8"> to the head of the page.'
    );
  }

  try {
    initSync({ module: new WebAssembly.Module(bytesOf(characters)) });
  } catch (cause) {
    throw cannotStart(
      "the browser refused to compile its WebAssembly. If the page has a Content-Security-Policy, its script-src needs 'wasm-unsafe-eval'.",
      cause
    );
  }

  started = true;
};

// The texts are part of the module. An error that is made where the module cannot start, such as on
// a server, is still an error: with its code for a text.
texts.of = (code) => {
  try {
    start();
  } catch {
    return code;
  }

  return errorText(code) ?? code;
};
