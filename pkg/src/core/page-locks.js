// Locks among the calls in this page.
import { registerCleanup } from './cleanups.js';
import { startDeadline } from './deadlines.js';
import { LOCK_TIMEOUT } from './limits.js';

/** By the name of a lock that is held: the calls that wait for it, in order. */
const waiting = new Map();

/** Passes a lock on to the next call that waits for it. */
const pass = (name) => {
  const next = waiting.get(name).shift();

  if (next) {
    next();
  } else {
    waiting.delete(name);
  }
};

/** A lock that is held until `release` is called, or until the WebAssembly instance crashes. */
export class Lock {
  constructor(release) {
    this.unregister = registerCleanup(release);
    this.releaseLock = release;
  }

  release() {
    this.unregister();
    this.releaseLock();
  }
}

/** Waits for a lock. Resolves to a function that releases it; rejects when `signal` aborts before. */
export const waitForTurn = (name, signal) =>
  new Promise((resolve, reject) => {
    const take = () => resolve(() => pass(name));
    const calls = waiting.get(name);

    if (!calls) {
      waiting.set(name, []);
      take();
      return;
    }

    calls.push(take);
    signal.addEventListener('abort', () => {
      const index = calls.indexOf(take);

      if (index >= 0) {
        calls.splice(index, 1);
        reject(new Error('Timeout'));
      }
    });
  });

/** The lock of this name, if it is free; otherwise `undefined`. */
export const tryPageLock = (name) => {
  if (waiting.has(name)) {
    return undefined;
  }

  waiting.set(name, []);
  return new Lock(() => pass(name));
};

/** Waits for the lock of this name. Rejects after `LOCK_TIMEOUT`. */
export const pageLock = async (name) => {
  const { signal, done } = startDeadline(LOCK_TIMEOUT);

  try {
    return new Lock(await waitForTurn(name, signal));
  } finally {
    done();
  }
};
