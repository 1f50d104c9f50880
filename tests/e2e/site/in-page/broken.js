/**
 * Parts of the browser that tests take away, to see that a test fails which stands on them. Before the
 * SDK is loaded.
 */
const BREAKS = {
  /** Everybody gets every lock at once. */
  lock() {
    LockManager.prototype.request = async (name, ...rest) =>
      rest.at(-1)({ name, mode: 'exclusive' });
  },

  /** As where the browser has no database for the site. */
  handover() {
    Object.defineProperty(globalThis, 'indexedDB', { value: undefined });
  },
};

/** @param {string} [what] nothing, unless told */
export const breakDown = (what) => {
  if (!what) return;
  if (!BREAKS[what]) throw new Error(`there is no way to break ${what}`);
  BREAKS[what]();
};
