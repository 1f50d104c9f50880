/**
 * The core, which contacts the provider and changes the session: the Rust crate, and the JavaScript that only the crate
 * uses. This is the source of two files that the entry file imports on demand: `core.js`, which runs on WebAssembly, and
 * `compat.js`, which does without.
 *
 * | file | what it holds |
 * |---|---|
 * | `instance.js`, `guard.js`, `cleanups.js` | the running instance of the module; what happens after a crash |
 * | `engine-webassembly.js`, `engine-script.js` | the two ways to run the module |
 * | `host.js` | what the module asks of the page |
 */
import { asInstanceOf } from './error-classes.js';
import { Host } from './host.js';
import { runningInstance, startInstance } from './instance.js';

export { INTERFACE } from '../core-interface.js';

/** Starts the module. Rejects when this browser cannot run it. */
export const start = async () => {
  await startInstance();
};

/** The text of `internal_error` in `src/protocol/error/table.rs`; a crashed module cannot give the text. A test compares. */
const CRASHED =
  'The logto-wasm SDK crashed. Please report it at https://github.com/logto-wasm/logto-wasm/issues. The session is kept, and the next call starts afresh.';

/** The client in the core of a client in an entry file. */
class CoreClient {
  #config;
  #site;

  constructor(config, site) {
    this.#config = config;
    this.#site = site;
  }

  /** Calls `method` with the module's client. After a crash, that is a client in a fresh instance. */
  async run(method) {
    // Without waiting if an instance runs: a method that waits for nothing has done its work when `run` returns.
    const instance = runningInstance() ?? (await startInstance());

    const called = instance.call(
      (module) => method(this.#clientIn(instance.clients, module)),
      (cause) => this.#crashError(cause)
    );

    return called.catch((error) => {
      throw asInstanceOf(this.#site.errors, error);
    });
  }

  #clientIn(clients, { LogtoClient }) {
    if (!clients.has(this)) {
      clients.set(this, new LogtoClient(this.#config, new Host(this.#site)));
    }

    return clients.get(this);
  }

  #crashError(cause) {
    const { LogtoError } = this.#site.errors;

    return Object.assign(new LogtoError('internal_error', undefined, CRASHED), { cause });
  }
}

export const openClient = (config, site) => new CoreClient(config, site);

/** The code challenge of a code verifier (RFC 7636 §4.2). */
export const codeChallenge = async (verifier) => {
  const instance = runningInstance() ?? (await startInstance());

  return instance.call(
    (module) => module.codeChallenge(verifier),
    (cause) => cause
  );
};
