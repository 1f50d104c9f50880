/**
 * Loads the core, which contacts the provider and changes the session: `core.js` on WebAssembly or, where that is missing
 * or forbidden, `compat.js`, the same code as JavaScript. A page loads one core, whatever the number of its clients.
 */
import { INTERFACE } from './core-interface.js';
import { LogtoError } from './errors.js';

/**
 * The second address of `core.js` on a CDN. Firefox remembers a failed import for the life of the page, and fetches
 * only another address. `integrity.json` lists it, so that a changed file is refused there as well.
 */
const SECOND_ADDRESS = './core.js?retry';

const importCore = () => import('./core.js');
const importAt = (address) => import(/* webpackIgnore: true */ /* @vite-ignore */ address);

let core;
let loading;
let compatAddress;

/** Where `compat.js` is, unless it is beside this script. */
export const setCompatUrl = (url) => {
  compatAddress = url ?? compatAddress;
};

/** The core, if it is loaded and running. */
export const loadedCore = () => core;

/** Resolves to the core. Throws `core_unavailable`, `core_mismatched` or `webassembly_unavailable`. */
export const loadCore = async () =>
  core ??
  (loading ??= load()
    .then((loaded) => (core = loaded))
    .finally(() => (loading = undefined)));

const load = async () => {
  let refusal = whyWithoutWebAssembly();

  if (!refusal) {
    const imported = await loadCoreFile();

    try {
      await imported.start();
      return imported;
    } catch (cause) {
      refusal = cause;
    }
  }

  return startCompat(refusal);
};

/** What the browser throws at the smallest WebAssembly module; `undefined` if it runs WebAssembly. */
const whyWithoutWebAssembly = () => {
  try {
    new WebAssembly.Module(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0));
    return undefined;
  } catch (cause) {
    return cause;
  }
};

const checked = (module) => {
  if (module?.INTERFACE !== INTERFACE) {
    throw new LogtoError('core_mismatched');
  }

  return module;
};

const loadCoreFile = async () => {
  let cause;
  // Some caches and service workers answer an import with nothing. That is a failure, too.
  const attempt = (importing) =>
    importing.catch((error) => {
      cause ??= error;
    });
  const imported =
    (await attempt(importCore())) ??
    // Offline, the second attempt would fail as well, and Firefox would remember that.
    (globalThis.navigator?.onLine === false ? undefined : await attempt(importAt(SECOND_ADDRESS)));

  if (!imported) {
    throw withCause(new LogtoError('core_unavailable'), cause);
  }

  return checked(imported);
};

const startCompat = async (refusal) => {
  try {
    const compat = checked(
      await (compatAddress
        ? // Relative to the page and not to this script, as every other address that a site gives.
          importAt(new URL(compatAddress, globalThis.document?.baseURI).href)
        : import('./compat.js'))
    );

    await compat.start();
    return compat;
  } catch (cause) {
    throw withCause(
      new LogtoError(
        'webassembly_unavailable',
        undefined,
        `Logto cannot start: WebAssembly does not run here (${refusal.message}), and compat.js cannot be loaded. Serve it beside the script, set \`compatUrl\`, or allow 'wasm-unsafe-eval' in the Content-Security-Policy.`
      ),
      cause
    );
  }
};

const withCause = (error, cause) => Object.assign(error, { cause });
