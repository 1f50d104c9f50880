/**
 * The running instance of the module: one for each page. After a crash, its pending calls are rejected, what it has begun is
 * cleaned up, and the next call starts another instance, with fresh memory and a fresh copy of wasm-bindgen's glue.
 */
import { createGlue } from '#glue';
import { instantiate } from '#engine';
import { runCleanups } from './cleanups.js';
import { Guard } from './guard.js';

let running;
let starting;

class Instance {
  /** A function for each pending call, which rejects that call with the cause of a crash. */
  #pending = new Set();
  #crash;

  /** What the module exports: the class `LogtoClient` and functions. */
  module;

  /**
   * The module's clients, by the `CoreClient` that each belongs to. They are kept here, and not the other way round, so that
   * no client keeps an instance that has crashed in memory.
   */
  clients = new WeakMap();

  static async start() {
    const instance = new Instance();
    const { default: initialise, ...module } = createGlue(instance.#webAssembly());

    await initialise({});
    instance.module = module;
    return instance;
  }

  /** What the glue takes for `WebAssembly`. */
  #webAssembly() {
    const guard = new Guard((cause) => this.#crashed(cause));

    return {
      // The glue expects an instance when it has passed in a compiled module, and otherwise what is returned here.
      Instance: class {},
      instantiate: async (module, imports) => {
        const exports = await instantiate(guard.imports(imports));

        return { module, instance: { exports: guard.exports(exports) } };
      },
    };
  }

  #crashed(cause) {
    this.#crash = { cause };

    if (running === this) {
      running = undefined;
    }

    for (const reject of this.#pending) {
      reject(cause);
    }

    this.#pending.clear();
    runCleanups();
  }

  /** Calls the module at once. `crashError(cause)` makes the error for the case that the instance crashes meanwhile. */
  call(run, crashError) {
    return new Promise((resolve, reject) => {
      const rejectAfterCrash = (cause) => reject(crashError(cause));

      if (this.#crash) {
        rejectAfterCrash(this.#crash.cause);
        return;
      }

      const settleBy = (settle) => (value) => {
        this.#pending.delete(rejectAfterCrash);
        settle(value);
      };

      // Not a race against one promise for the whole instance, which would remember every call.
      this.#pending.add(rejectAfterCrash);

      try {
        Promise.resolve(run(this.module)).then(settleBy(resolve), settleBy(reject));
      } catch (error) {
        settleBy(reject)(error);
      }
    });
  }
}

/** The instance that runs; `undefined` before the first one, and after a crash. */
export const runningInstance = () => running;

/** Resolves to the running instance. Starts an instance if no instance runs; rejects when the browser does not run it. */
export const startInstance = async () =>
  running ??
  (starting ??= Instance.start()
    .then((instance) => (running = instance))
    .finally(() => {
      starting = undefined;
    }));
