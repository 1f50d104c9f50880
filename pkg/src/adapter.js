// The adapter: what a site does its own way. Whatever an adapter leaves out, the browser does.
//
// The compiled module imports this file, so it imports nothing.

/** Parts that the SDK made, each with the methods it was made with. */
const builtIn = new WeakMap();

/** Where an adapter has the verifier of its client, when that is the site's own. */
export const VERIFIER = Symbol('verifier');

/**
 * Marks a part as one that stands for the browser, which the module then uses directly: as long as the
 * part's methods are these.
 */
export const standIn = (part, methods = {}) => {
  builtIn.set(part, Object.entries(methods));
  return part;
};

const isBuiltIn = (part) =>
  builtIn.get(part)?.every(([name, method]) => part[name] === method) ?? false;

/** A part that the site does itself; `undefined` when the browser does it, `null` when nobody does. */
export const partOf = (adapter, name) => {
  if (name === 'jwtVerifier') {
    return adapter[VERIFIER];
  }

  const part = adapter[name] ?? undefined;

  // Who has a storage of its own may not have the browser's at all: nothing is cached there then.
  if (name === 'unstable_cache' && part === undefined) {
    return partOf(adapter, 'storage') && null;
  }

  return isBuiltIn(part) ? undefined : part;
};

/** Calls a part of the adapter, or a method of it. */
export const call = async (adapter, part, method, first, second) => {
  const values = [first, second].filter((value) => value !== undefined);

  return method ? part[method](...values) : part.apply(adapter, values);
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
