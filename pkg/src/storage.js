// The browser's storage as parts of an adapter. The keys are those of the module's storage layout.
import { standIn } from './adapter.js';

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

/** Tokens in `localStorage`, the sign-in that is under way in `sessionStorage`. */
export class BrowserStorage extends PrefixedStorage {
  async getItem(key) {
    const value = await super.getItem(key);

    // Where early versions of @logto/browser kept the sign-in.
    return value === null && key === 'signInSession' && hasWindow()
      ? sessionStorage.getItem(this.getKey())
      : value;
  }

  prefix() {
    return 'logto';
  }

  area(key) {
    return key === 'signInSession' ? sessionStorage : localStorage;
  }
}

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
export const browserStorage = (appId) => standIn(new BrowserStorage(appId), ofStorage);
export const cacheStorage = (appId) => standIn(new CacheStorage(appId), ofCache);
