const TABLE = 'items';

const done = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

const open = (name) => {
  const request = indexedDB.open(name);
  request.onupgradeneeded = () => request.result.createObjectStore(TABLE);

  return done(request);
};

/**
 * A site's own storage: one that no call of gets an answer from before the event loop has turned, and
 * whose methods need their object.
 */
export class IndexedDbStorage {
  #database;

  constructor(name) {
    this.#database = open(name);
  }

  async #table(mode) {
    return (await this.#database).transaction(TABLE, mode).objectStore(TABLE);
  }

  async getItem(key) {
    return (await done((await this.#table('readonly')).get(key))) ?? null;
  }

  async setItem(key, value) {
    await done((await this.#table('readwrite')).put(value, key));
  }

  async removeItem(key) {
    await done((await this.#table('readwrite')).delete(key));
  }

  /** Everything that is stored, in the order of its keys. */
  async items() {
    const table = await this.#table('readonly');
    const [keys, values] = await Promise.all([done(table.getAllKeys()), done(table.getAll())]);

    return Object.fromEntries(keys.map((key, at) => [key, values[at]]));
  }
}
