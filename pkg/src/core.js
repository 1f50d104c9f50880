/**
 * What the classes run on: the compiled module, or, where the browser does not run that, the same code as
 * JavaScript out of `compat.js`. One for a page, whatever the number of clients.
 *
 * Lazy on purpose: importing touches nothing of the browser, so that a server that renders the page can
 * import it too.
 */
import partsOfPackage, { build } from '#parts';
import { call } from './compiled.js';
import { LogtoError, texts } from './errors.js';
import { guarded } from './guard.js';
import { startLater, startNow } from './module.js';
import { abandon } from './ends.js';

let core;
/** Why there is none yet. Not asked twice: a policy that forbids it may report each attempt. */
let refusal;
let loading;
let address;

/**
 * Starts a copy. When it fails inside, nobody gets it any more: whoever waits for it is told so, and the next
 * call has another one.
 */
const alive = (begin) => {
  const own = { isAlive: true };
  const crash = (cause) => {
    const error = new LogtoError(
      'internal_error',
      undefined,
      'Logto has failed inside, which is a bug: please report it. The session is kept, and the next call starts afresh.'
    );

    error.cause = cause;
    own.isAlive = false;
    core = core === own ? undefined : core;
    abandon(error);
    return error;
  };
  const done = (functions) => (core = Object.assign(own, functions));
  const started = begin(crash);

  return started.then ? started.then(done) : done(started);
};

/** What there is without waiting; `undefined` if that is nothing. */
export const coreNow = () => {
  if (!core && !refusal) {
    try {
      alive(startNow);
    } catch (why) {
      refusal = why;
    }
  }

  return core;
};

/** Where `compat.js` is, unless it is beside this script. */
export const setCompatUrl = (url) => {
  address = url ?? address;
};

// Two imports: the second is for bundlers, which make a file of its own of it.
const importCompat = () =>
  address
    ? // Relative to the page and not to this script, as every other address that a site gives.
      import(new URL(address, globalThis.document?.baseURI).href)
    : import('./compat.js');

const load = async () => {
  try {
    return await alive(startLater);
  } catch {
    // Then without WebAssembly.
  }

  try {
    const { default: start } = await importCompat();

    return alive((crash) =>
      start(build, partsOfPackage(), (exports) => guarded(exports, crash))
    );
  } catch (cause) {
    const why =
      typeof WebAssembly === 'undefined'
        ? 'WebAssembly is switched off in this browser'
        : `its WebAssembly is not compiled here (${refusal.message})`;
    const error = new LogtoError(
      'webassembly_unavailable',
      undefined,
      `Logto cannot start: ${why}, and compat.js, which does without, cannot be loaded. It belongs beside the script, or where \`compatUrl\` says; or a Content-Security-Policy needs 'wasm-unsafe-eval' in its script-src.`
    );

    error.cause = cause;
    throw error;
  }
};

/** The same for who can wait. What has failed is tried again by the next who asks. */
export const coreLater = async () =>
  coreNow() ??
  (loading ??= load().finally(() => {
    loading = undefined;
  }));

// The texts are part of it. An error that is made before it is there, such as on a server, is still an
// error: with its code for a text.
texts.of = (code) => {
  try {
    return (coreNow() && call(core, 'errorText', code)) ?? code;
  } catch {
    return code;
  }
};
