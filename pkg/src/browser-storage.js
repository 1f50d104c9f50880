// The browser's storage as parts of an adapter. The keys are those of the storage layout of @logto/browser.
import { PersistKey } from './enums.js';
import { forget, recall, remember } from './page-memory.js';

const hasWindow = () => typeof window !== 'undefined';

/** A storage area that never holds anything: the values are in the page's memory. */
const empty = { getItem: () => null, removeItem() {} };

/**
 * The value of a key: the one in the page's memory, else the one in a storage area; `null` for none.
 *
 * @param area returns the storage area; where storage is blocked, looking at it throws
 */
export const storedValue = (area, key) => {
  let stored = null;

  try {
    stored = hasWindow() ? area().getItem(key) : null;
  } catch {
    // Blocked: only the page's memory counts.
  }

  const kept = recall(key, stored);

  return kept === undefined ? stored : kept;
};

/** Removes the value of a key. */
export const removeValue = (area, key) => {
  forget(key);

  try {
    area().removeItem(key);
  } catch {
    // Where storage is blocked, or missing as on a server, it holds nothing.
  }
};

/**
 * Tokens in `localStorage` or where `cacheLocation` says, the pending sign-in in `sessionStorage`. On a server it is
 * empty, and stores nothing.
 */
export class BrowserStorage {
  static name = 'BrowserStorage';

  constructor(appId, cacheLocation) {
    this.appId = appId;
    // Not enumerable: it is part of the configuration.
    Object.defineProperty(this, 'cacheLocation', { value: cacheLocation });
  }

  getKey(item) {
    const key = `${this.prefix()}:${this.appId}`;

    return item === undefined ? key : `${key}:${item}`;
  }

  async getItem(key) {
    const read = (item) => storedValue(() => this.area(key), this.getKey(item));

    // Under the second key, early versions of @logto/browser kept the pending sign-in.
    return read(key) ?? (key === PersistKey.SignInSession ? read() : null);
  }

  async setItem(key, value) {
    if (!hasWindow()) {
      return;
    }

    const area = this.area(key);

    if (area === empty) {
      remember(this.getKey(key), value);
    } else {
      area.setItem(this.getKey(key), value);
      forget(this.getKey(key));
    }
  }

  async removeItem(key) {
    removeValue(() => this.area(key), this.getKey(key));
  }

  prefix() {
    return 'logto';
  }

  area(key) {
    if (key === PersistKey.SignInSession || this.cacheLocation === 'sessionStorage') {
      return sessionStorage;
    }

    return this.cacheLocation === 'memory' ? empty : localStorage;
  }
}

/** Copies of what the provider publishes, in `sessionStorage`. */
export class CacheStorage extends BrowserStorage {
  prefix() {
    return 'logto_cache';
  }

  area() {
    return sessionStorage;
  }
}
