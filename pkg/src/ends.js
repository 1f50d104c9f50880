// What has to end: calls under way, and what may take for ever.
//
// The compiled module imports this file, so it imports nothing.

// What the module has begun, and would never end if it failed inside: promises to settle, requests to wait for,
// locks to release.

const openEnds = new Set();

/** Remembers how to end something; answers with what is to be called when it has ended. */
export const openEnd = (end) => {
  openEnds.add(end);
  return () => openEnds.delete(end);
};

/** Ends all of it. */
export const abandon = (error) => {
  for (const end of openEnds) {
    openEnds.delete(end);
    end(error);
  }
};

/** Those that others may join. */
const shared = new Set();

/** A promise, and what settles it. With a key, it is for whoever calls the same of that storage meanwhile. */
export class Later {
  constructor(storage, key) {
    this.promise = new Promise((resolve, reject) => {
      const end = (error) => {
        shared.delete(this);
        reject(error);
      };
      const done = openEnd(end);

      this.settle = (isError, value) => {
        done();
        shared.delete(this);
        (isError ? reject : resolve)(value);
      };
    });

    if (key !== undefined) {
      shared.add(Object.assign(this, { storage, key }));
    }
  }

  /** Calls `done(isError, value)` when another promise is settled. */
  after(promise, done) {
    promise.then(
      (value) => done(false, value),
      (error) => done(true, error)
    );
  }
}

/** The promise of whoever is at it already. */
export const promiseOf = (storage, key) => {
  for (const later of shared) {
    if (later.storage === storage && later.key === key) {
      return later.promise;
    }
  }
};

// Bounds for what may take for ever: networks, other tabs, databases.

/** How long to wait, in milliseconds. */
const PATIENCE = {
  // For an answer of the provider.
  answer: 20_000,
  // For other tabs: three that wait for an answer which does not come.
  turn: 60_000,
  // For the record that tabs hand over. Browsers have had databases that never open.
  record: 3000,
};

/** A signal that aborts when it took too long, unless it was `done` before. */
export const deadline = (what) => {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), PATIENCE[what]);
  const done = openEnd(() => controller.abort());

  return {
    signal: controller.signal,
    done: () => {
      clearTimeout(timer);
      done();
    },
  };
};

/** What nobody else rejects with. */
export const LATE = Symbol('late');

/** What a promise comes to, or a rejection with `LATE` when that takes too long. */
export const within = (what, promise) =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(reject, PATIENCE[what], LATE);

    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
