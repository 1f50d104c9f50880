// Bounds for what may take for ever: networks, other tabs, databases.
//
// The compiled module imports this file, so it imports nothing.

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

  return { signal: controller.signal, done: () => clearTimeout(timer) };
};

/** What nobody else rejects with. */
const LATE = Symbol('late');

export const isLate = (_what, reason) => reason === LATE;

/** What a promise comes to, or a rejection with `LATE` when that takes too long. */
export const within = (what, promise) =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(reject, PATIENCE[what], LATE);

    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
