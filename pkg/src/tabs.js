// What the tabs of an origin share: a lock, and records whose changes are in order for all of them, which
// localStorage does not promise.
//
// The compiled module imports this file. So of files it imports only what the module imports as well.
import { LATE, deadline, openEnd, within } from './ends.js';

const DATABASE = 'logto';
const STORE = 'sessions';

/**
 * How long a lease is good for, in milliseconds: longer than an answer may take. (Where leases are needed,
 * signatures are not checked, so nobody fetches keys under one.)
 */
const LEASE = 30_000;

/** How often to look whether a lease has ended, in milliseconds. */
const LOOK = 50;

const answerOf = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

let opening;

/**
 * The database, opened once; again after it could not be opened, or was closed by the browser. One that does not
 * even fail is waited for once, and then done without.
 */
const database = () => {
  if (!opening) {
    const request = indexedDB.open(DATABASE, 1);

    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    opening = within('record', answerOf(request));

    const forget = () => {
      opening = undefined;
    };

    opening.then(
      (open) => {
        open.onclose = forget;
        open.onversionchange = () => {
          open.close();
          forget();
        };
      },
      (why) => {
        if (why !== LATE) {
          forget();
        }
      }
    );
  }

  return opening;
};

/**
 * Changes a record in one transaction; transactions of all tabs are in order. `change` is given the record and
 * returns the next one, or what it was. Resolves when the transaction has ended, to the record then.
 */
const transact = async (name, change) => {
  const transaction = (await database()).transaction(STORE, 'readwrite');
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

/** Replaces the record `name` if it is `before`. Resolves to what it is then. */
const swap = async (name, before, after) =>
  transact(name, (record) => (record === before ? after ?? record : record));

/** By the name of a lock: when the last one who holds it or waits for it in this page is done with it. */
const queues = new Map();

/** Queues up: what is to be waited for, if anything is, and what lets the next one pass. */
const enter = (name) => {
  const before = queues.get(name);
  let release;
  const held = new Promise((done) => {
    release = done;
  });
  const over = Promise.resolve(before).then(() => held);

  queues.set(name, over);
  over.then(() => {
    if (queues.get(name) === over) {
      queues.delete(name);
    }
  });

  return { before, release };
};

/** Without any help of the browser: one after the other in this page. Resolves to what releases it. */
const inPage = (name, signal) =>
  new Promise((resolve, reject) => {
    const { before, release } = enter(name);

    Promise.resolve(before).then(() => resolve(release));
    // Who gives up lets the next one pass.
    signal.addEventListener('abort', () => {
      release();
      reject(new Error('Timeout'));
    });
  });

/** What releases a lock. If the module fails inside before it is called, that releases it as well. */
const releasing = (release) => {
  const ended = openEnd(release);

  return () => {
    ended();
    release();
  };
};

/** The lock of this page's calls alone, when nobody has it: what releases it. */
export const lockNow = (name) => (queues.has(name) ? undefined : releasing(enter(name).release));

/**
 * Where there are no Web Locks (plain http): a record says who may, and until when. It ends by itself when
 * its holder's page has gone without giving it back.
 */
const lease = async (name, signal) => {
  const releaseInPage = await inPage(name, signal);
  const holder = `${Math.random()}`;
  const take = () =>
    // The time when it is our turn: by an earlier one, what another tab took meanwhile would last too long.
    transact(`${name}:lease`, (record) => {
      const now = Date.now();
      const mine = { holder, until: now + LEASE };

      // One that lasts longer than any can was made before the clock was changed.
      return record?.until > now && record.until <= mine.until ? record : mine;
    });

  try {
    while ((await take()).holder !== holder) {
      await new Promise((resolve) => setTimeout(resolve, LOOK));

      if (signal.aborted) {
        throw new Error('Timeout');
      }
    }
  } catch (error) {
    if (signal.aborted) {
      throw error;
    }

    // No database: tabs do not know of each other then.
    return releaseInPage;
  }

  return () => {
    releaseInPage();
    transact(`${name}:lease`, (record) => (record?.holder === holder ? undefined : record)).catch(
      () => {}
    );
  };
};

const webLock = (locks, name, signal) =>
  new Promise((resolve, reject) => {
    // The lock is ours from the moment the callback is called until what it returned is settled.
    const held = () => new Promise((release) => resolve(release));

    locks.request(name, { signal }, held).catch(reject);
  });

const lockOrLease = async (name, signal) => {
  const locks = globalThis.navigator?.locks;

  if (locks) {
    try {
      return await webLock(locks, name, signal);
    } catch (error) {
      if (signal.aborted) {
        throw error;
      }
      // Not for pages of this kind (those in a sandbox have none).
    }
  }

  return lease(name, signal);
};

/** Waits for a lock, of all tabs or of this page's calls alone. Resolves to what releases it. */
const acquire = async (name, isInPage) => {
  const { signal, done } = deadline('turn');

  try {
    const release = await (isInPage ? inPage(name, signal) : lockOrLease(name, signal));

    if (signal.aborted) {
      release();
      throw new Error('Timeout');
    }

    return releasing(release);
  } finally {
    done();
  }
};

/** Asks for a lock, or else for a record to be replaced. */
export const askTabs = async (isLock, name, second, third) =>
  isLock ? acquire(name, second !== undefined) : within('record', swap(name, second, third));
