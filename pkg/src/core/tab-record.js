// Records in IndexedDB. All tabs see their changes in one order, which localStorage does not promise.
import { TIMED_OUT, withTimeout } from './deadlines.js';
import { RECORD_TIMEOUT } from './limits.js';

const DATABASE = 'logto';
const STORE = 'sessions';

const resultOf = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

let opening;

/**
 * The database, opened once, and again after it could not be opened or the browser has closed it. If opening times
 * out, every later call fails at once.
 */
const openDatabase = () => {
  if (!opening) {
    const request = indexedDB.open(DATABASE, 1);

    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    opening = withTimeout(RECORD_TIMEOUT, resultOf(request));

    const forget = () => {
      opening = undefined;
    };

    opening.then(
      (database) => {
        database.onclose = forget;
        database.onversionchange = () => {
          database.close();
          forget();
        };
      },
      (reason) => {
        if (reason !== TIMED_OUT) {
          forget();
        }
      }
    );
  }

  return opening;
};

/**
 * Changes a record in one transaction. `change` receives the record and returns the next one, or `undefined` to delete
 * it. Resolves to the record after the transaction.
 */
export const updateRecord = async (name, change) => {
  const transaction = (await openDatabase()).transaction(STORE, 'readwrite');
  const store = transaction.objectStore(STORE);
  const request = store.get(name);

  return new Promise((resolve, reject) => {
    let record;

    request.onsuccess = () => {
      record = change(request.result);

      if (record === undefined) {
        store.delete(name);
      } else if (record !== request.result) {
        store.put(record, name);
      }
    };
    transaction.oncomplete = () => resolve(record);
    transaction.onabort = () => reject(transaction.error);
  });
};

/**
 * Replaces the record `name` by `after` if it is `before`; only reads it if `after` is `undefined`. Resolves to the
 * record after that, and rejects where there can be no record.
 */
export const swapRecord = (name, before, after) =>
  withTimeout(
    RECORD_TIMEOUT,
    updateRecord(name, (record) => (record === before ? after ?? record : record))
  );
