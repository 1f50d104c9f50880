/**
 * The adapter: the parts that a site replaces by its own. The browser does what an adapter leaves out, and what the
 * parts of this package stand for.
 */
import { BrowserStorage, CacheStorage } from './browser-storage.js';
import { generateCodeChallenge, generateCodeVerifier, generateState } from './generators.js';
import { createRequester } from './requester.js';

/** Where an adapter has the verifier of the client that is calling, when that is the site's own. */
export const OWN_VERIFIER = Symbol('own verifier');

const requester = /* @__PURE__ */ createRequester((...request) => fetch(...request));
const navigate = (url) => window.location.assign(url);

/** The functions that stand for what the browser, or the core, does. */
const FUNCTIONS = [requester, navigate, generateCodeChallenge, generateCodeVerifier, generateState];

/** The storages that this package made. */
const storages = new WeakSet();

const methodsOf = ({ prototype: { getItem, setItem, removeItem } }) => ({ getItem, setItem, removeItem });

/** The methods of a storage, before the site's code could replace any. A read outside of a pure call is a side effect. */
const METHODS = /* @__PURE__ */ methodsOf(BrowserStorage);

const made = (storage) => {
  storages.add(storage);
  return storage;
};

export const browserStorage = ({ appId, cacheLocation } = {}) => made(new BrowserStorage(appId, cacheLocation));

/** The parts of a client for browsers. */
export const browserParts = (config, showsCache) => ({
  requester,
  navigate,
  storage: browserStorage(config ?? undefined),
  // The core keeps its copies in `sessionStorage` anyway; this part shows them to the site.
  unstable_cache: showsCache ? made(new CacheStorage(config?.appId)) : undefined,
  generateCodeChallenge,
  generateCodeVerifier,
  generateState,
});

const isBuiltIn = (part) =>
  storages.has(part)
    ? Object.keys(METHODS).every((name) => part[name] === METHODS[name])
    : FUNCTIONS.includes(part);

/** A part that the site does itself; `undefined` when the browser does it, `null` when nothing does. */
export const ownPart = (adapter, name) => {
  if (name === 'jwtVerifier') {
    // On plain-http origins nothing can verify signatures.
    return adapter[OWN_VERIFIER] ?? (globalThis.crypto?.subtle ? undefined : null);
  }

  const part = adapter[name] ?? undefined;

  // A site with a storage of its own may run where the browser's is missing: nothing is cached there.
  if (name === 'unstable_cache' && part === undefined) {
    return ownPart(adapter, 'storage') && null;
  }

  return isBuiltIn(part) ? undefined : part;
};

/** The adapter as a client keeps it, with the conveniences of @logto/browser's. */
export class ClientAdapterInstance {
  constructor(adapter) {
    Object.assign(this, adapter);
  }

  async setStorageItem(key, value) {
    await (value ? this.storage.setItem(key, value) : this.storage.removeItem(key));
  }

  async getCachedObject(key) {
    try {
      const value = JSON.parse(await this.unstable_cache.getItem(key));

      return typeof value === 'object' ? value ?? undefined : undefined;
    } catch {
      return undefined;
    }
  }

  async getWithCache(key, getter) {
    const cached = await this.getCachedObject(key);

    if (cached) {
      return cached;
    }

    const value = await getter();

    await this.unstable_cache?.setItem(key, JSON.stringify(value));
    return value;
  }
}
