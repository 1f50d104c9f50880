// Bounds for operations that may never end: requests, locks of other tabs, databases.
import { registerCleanup } from './cleanups.js';

/** The reason of a rejection by `withTimeout`. */
export const TIMED_OUT = Symbol('timed out');

/**
 * Starts a deadline. `signal` aborts after `milliseconds`, or when the WebAssembly instance crashes, unless `done` was
 * called before.
 */
export const startDeadline = (milliseconds) => {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), milliseconds);
  const unregister = registerCleanup(() => controller.abort());

  return {
    signal: controller.signal,
    done() {
      clearTimeout(timer);
      unregister();
    },
  };
};

/** The result of `promise`, or a rejection with `TIMED_OUT` after `milliseconds`. */
export const withTimeout = (milliseconds, promise) =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(reject, milliseconds, TIMED_OUT);

    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
