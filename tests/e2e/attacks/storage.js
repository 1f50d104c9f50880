/** What a page of the site has stored, as its visitor left it and as a case finds it. */

/** Runs in the page: what all three storages hold. The records are those that tabs share. */
const readAll = async () => {
  const databases = await indexedDB.databases();
  const settled = (request) =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const records = [];

  for (const { name } of databases) {
    const database = await settled(indexedDB.open(name));
    for (const store of database.objectStoreNames) {
      records.push(...(await settled(database.transaction(store).objectStore(store).getAll())));
    }
    database.close();
  }

  return {
    local: { ...localStorage },
    session: { ...sessionStorage },
    records: JSON.stringify(records),
    cookies: document.cookie,
  };
};

export const readStorages = (page) => page.evaluate(readAll);

/** Puts a visitor's values into the storages, in the place of everything else. */
export const fillStorages = (page, values) =>
  page.evaluate(({ local, session }) => {
    for (const [storage, items] of [
      [localStorage, local],
      [sessionStorage, session],
    ]) {
      storage.clear();
      for (const [key, value] of Object.entries(items)) storage.setItem(key, value);
    }
  }, values);
