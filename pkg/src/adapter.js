// The adapter: what a site does its own way. Whatever an adapter leaves out, the browser does.
export { VERIFIER, standIn } from './page.js';

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
