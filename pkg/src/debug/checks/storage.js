// Does the browser store anything for this site?
import { within } from '../network.js';

const KEY = 'logto_debug:storage';

const works = async (run) => {
  try {
    return (await within(3000, run(), false)) !== false;
  } catch {
    return false;
  }
};

const writes = (area) => async () => {
  const storage = window[area];

  storage.setItem(KEY, 'a value');
  storage.removeItem(KEY);
};

const openDatabase = () =>
  new Promise((resolve, reject) => {
    const opening = indexedDB.open(KEY);

    opening.onerror = reject;
    opening.onsuccess = () => {
      opening.result.close();
      indexedDB.deleteDatabase(KEY);
      resolve();
    };
  });

/** By what a browser calls it: whether signing in needs it, and a test of it. */
const KINDS = {
  localStorage: ['wrong', writes('localStorage')],
  sessionStorage: ['wrong', writes('sessionStorage')],
  IndexedDB: ['warning', openDatabase],
  'Web Locks': ['warning', async () => navigator.locks.request(KEY, () => {})],
};

export const checkStorage = async () => {
  const results = await Promise.all(
    Object.entries(KINDS).map(async ([name, [status, run]]) => ({ name, status, isGood: await works(run) }))
  );
  const found = results
    .filter(({ isGood }) => !isGood)
    .map(({ name, status }) => ({ status, key: status === 'wrong' ? 'storage.blocked' : 'storage.less', values: { name } }));

  return found.length > 0 ? found : [{ status: 'ok', key: 'storage.ok' }];
};
