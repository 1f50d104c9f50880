/**
 * Values that the page keeps in memory, because the site asked for that (`cacheLocation: 'memory'`) or because the
 * browser stores nothing.
 *
 * There is one such memory for each page, whatever the number of copies of this file on it: the entry file and the
 * core each contain one.
 */
const KEY = Symbol.for('logto-wasm.page-memory');

let memory;

const pageMemory = () => (memory ??= globalThis[KEY] ??= { values: new Map(), hasWarned: false });

/**
 * Keeps a value (`null`: no value) in the place of what is stored. The kept value counts for as long as the stored
 * one stays the same: when another tab stores a value, that one is newer.
 */
export const remember = (key, value, stored) => {
  pageMemory().values.set(key, { value: value ?? null, stored: stored ?? null });
};

/** The value kept in the place of `stored`: `null` for no value; `undefined` when nothing is kept. */
export const recall = (key, stored) => {
  const { values } = pageMemory();
  const kept = values.size > 0 ? values.get(key) : undefined;

  if (kept && kept.stored !== (stored ?? null)) {
    values.delete(key);
    return undefined;
  }

  return kept?.value;
};

export const forget = (key) => {
  pageMemory().values.delete(key);
};

/** Keeps a value that the browser refused to store, and warns once. */
export const keepInstead = (key, value, stored) => {
  remember(key, value, stored);

  if (!pageMemory().hasWarned) {
    pageMemory().hasWarned = true;
    console.warn(
      'Logto: the browser does not store the session: storage is full, or blocked for this site. The session lasts until the page is left.'
    );
  }
};
