// Values that the page keeps as long as it lives, because the site wants that or the browser stores nothing.
//
// The compiled module imports this file, so it imports nothing.

const kept = new Map();
let warned = false;

/**
 * Keeps a value (`null`: that there is none) in place of what is stored. It counts for as long as that stays
 * what it is: when another tab stores something, that is newer.
 */
export const remember = (key, value, stored) => {
  kept.set(key, { value: value ?? null, stored: stored ?? null });
};

/** What is kept in place of `stored`: `null` when that there is none; `undefined` when nothing is kept. */
export const recall = (key, stored) => {
  const found = kept.size > 0 ? kept.get(key) : undefined;

  if (found && found.stored !== (stored ?? null)) {
    kept.delete(key);
    return undefined;
  }

  return found?.value;
};

export const forget = (key) => {
  kept.delete(key);
};

/** Keeps a value because it cannot be stored, and says that once. */
export const keepInstead = (key, value, stored) => {
  remember(key, value, stored);

  if (!warned) {
    warned = true;
    console.warn(
      'Logto: the browser does not store the session: storage is full, or blocked for this site. It lasts until the page is left.'
    );
  }
};
