// The browser's storage as parts of an adapter. The keys are those of the module's storage layout.
import { standIn } from './adapter.js';
import { forget, recall, remember } from './memory.js';

const hasWindow = () => typeof window !== 'undefined';

/** On a server it is empty, and takes nothing. */
class PrefixedStorage {
  constructor(appId) {
    this.appId = appId;
  }

  getKey(item) {
    const key = `${this.prefix()}:${this.appId}`;

    return item === undefined ? key : `${key}:${item}`;
  }

  async getItem(key) {
    return hasWindow() ? this.area(key).getItem(this.getKey(key)) : null;
  }

  async setItem(key, value) {
    if (hasWindow()) {
      this.area(key).setItem(this.getKey(key), value);
    }
  }

  async removeItem(key) {
    if (hasWindow()) {
      this.area(key).removeItem(this.getKey(key));
    }
  }
}

/** A storage that holds nothing: what is kept is in the page's memory. */
const empty = { getItem: () => null, removeItem() {} };

/** Tokens in `localStorage` or where the site wants them, the sign-in that is under way in `sessionStorage`. */
export class BrowserStorage extends PrefixedStorage {
  constructor(appId, cacheLocation) {
    super(appId);
    // Out of sight: it is part of the configuration.
    Object.defineProperty(this, 'cacheLocation', { value: cacheLocation });
  }

  async getItem(key) {
    // Looking at it throws where it is blocked; then there is what the page keeps.
    const stored = await super.getItem(key).catch(() => null);
    const kept = recall(this.getKey(key), stored);
    const value = kept === undefined ? stored : kept;

    // Where early versions of @logto/browser kept the sign-in.
    return value === null && key === 'signInSession' && hasWindow()
      ? sessionStorage.getItem(this.getKey())
      : value;
  }

  async setItem(key, value) {
    if (hasWindow() && this.area(key) === empty) {
      remember(this.getKey(key), value);
    } else {
      await super.setItem(key, value);
      forget(this.getKey(key));
    }
  }

  async removeItem(key) {
    forget(this.getKey(key));
    await super.removeItem(key);
  }

  prefix() {
    return 'logto';
  }

  area(key) {
    if (key === 'signInSession' || this.cacheLocation === 'sessionStorage') {
      return sessionStorage;
    }

    return this.cacheLocation === 'memory' ? empty : localStorage;
  }
}

/** A value of the browser's storage, or what the page keeps in place of it. */
export const valueNow = (area, key) => {
  const stored = area.getItem(key);
  const kept = recall(key, stored);

  return kept === undefined ? stored : kept;
};

/** Copies of what the provider publishes, in `sessionStorage`. */
export class CacheStorage extends PrefixedStorage {
  prefix() {
    return 'logto_cache';
  }

  area() {
    return sessionStorage;
  }
}

/** The methods of a storage as they are now, before anybody replaces one. */
const methodsOf = ({ prototype: { getItem, setItem, removeItem } }) => ({
  getItem,
  setItem,
  removeItem,
});
const ofStorage = methodsOf(BrowserStorage);
const ofCache = methodsOf(CacheStorage);

/** The parts that stand for the browser's storage. */
export const browserStorage = ({ appId, cacheLocation } = {}) =>
  standIn(new BrowserStorage(appId, cacheLocation), ofStorage);
export const cacheStorage = (appId) => standIn(new CacheStorage(appId), ofCache);
