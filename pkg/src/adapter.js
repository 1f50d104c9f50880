// The adapter: what a site does its own way. Whatever an adapter leaves out, the browser does.
//
// The compiled module imports this file, so it imports nothing.

/** Parts that the SDK made: they stand for the browser, which the module then uses directly. */
const builtIn = new WeakSet();

/** The verifiers of sites, by the adapter instance of their client. */
const verifiers = new WeakMap();

/** Marks a part as one that stands for the browser. */
export const standIn = (part) => {
  builtIn.add(part);
  return part;
};

export const verifierOf = (adapter) => verifiers.get(adapter);
export const setVerifierOf = (adapter, verifier) => verifiers.set(adapter, verifier);

/** A part that the site does itself; `undefined` when the browser does it, `null` when nobody does. */
export const partOf = (adapter, name) => {
  if (name === 'jwtVerifier') {
    return verifiers.get(adapter);
  }

  const part = adapter[name] ?? undefined;

  // Who has a storage of its own may not have the browser's at all: nothing is cached there then.
  if (name === 'unstable_cache' && part === undefined) {
    return partOf(adapter, 'storage') && null;
  }

  return builtIn.has(part) ? undefined : part;
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
