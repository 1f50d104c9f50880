// What the compiled module needs of a page, in parts: what the site does its own way; what it has begun and may
// fail to end; bounds for what may take for ever; the address bar; what the page keeps in its memory; what the
// tabs of an origin share besides storage.
//
// The compiled module imports this file, so it imports nothing. One file and not four: where the module's
// parts are loaded one by one, as in the browsers' tests, every further one is a request to wait for.

// The parts of an adapter. Whatever an adapter leaves out, the browser does.

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

// What the module has begun, and would never end if it failed inside: promises to settle, requests to wait for,
// locks to release.

const openEnds = new Set();

/** Remembers how to end something; answers with what is to be called when it has ended. */
const openEnd = (end) => {
  openEnds.add(end);
  return () => openEnds.delete(end);
};

/** Ends all of it. */
export const abandon = (error) => {
  for (const end of openEnds) {
    openEnds.delete(end);
    end(error);
  }
};

/** A promise, and what settles it. */
export class Later {
  constructor() {
    this.promise = new Promise((resolve, reject) => {
      const done = openEnd(reject);

      this.settle = (isError, value) => {
        done();
        (isError ? reject : resolve)(value);
      };
    });
  }
}

// Bounds for what may take for ever: networks, other tabs, databases.

/** How long to wait, in milliseconds. */
const PATIENCE = {
  // For an answer of the provider.
  answer: 20_000,
  // For other tabs: three that wait for an answer which does not come.
  turn: 60_000,
  // For the record that tabs hand over. Browsers have had databases that never open.
  record: 3000,
};

/** A signal that aborts when it took too long, unless it was `done` before. */
export const deadline = (what) => {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), PATIENCE[what]);
  const done = openEnd(() => controller.abort());

  return {
    signal: controller.signal,
    done: () => {
      clearTimeout(timer);
      done();
    },
  };
};

/** What nobody else rejects with. */
const LATE = Symbol('late');

export const isLate = (_what, reason) => reason === LATE;

/** What a promise comes to, or a rejection with `LATE` when that takes too long. */
export const within = (what, promise) =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(reject, PATIENCE[what], LATE);

    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });

/** Shows another address, without its being loaded, where the page is at `callbackUri`. */
export const showInstead = (callbackUri, url) => {
  const { history, location } = globalThis;
  const [callback, shown] = [callbackUri, url].map((each) => new URL(each));

  callback.hash = shown.hash = location?.hash ?? '';

  // The site may have gone on meanwhile. On servers and in workers there is no address bar at all.
  if (history && location?.href === callback.href) {
    try {
      // With the state that it has: routers keep theirs there.
      history.replaceState(history.state, '', shown);
    } catch {
      // Too often in too short a time, says the browser. The visitor is signed in all the same.
    }
  }
};

// Values that the page keeps as long as it lives, because the site wants that or the browser stores nothing.

const kept = new Map();
let warned = false;

/**
 * Keeps a value (`null`: that there is none) in place of what is stored. It counts for as long as that stays
 * what it is: when another tab stores something, that is newer.
 */
export const remember = (key, value, stored) => {
  kept.set(key, { value: value ?? null, stored: stored ?? null });
};

/** What is kept in place of `stored`: `null` when that there is none; `undefined` when nothing is kept. */
export const recall = (key, stored) => {
  const found = kept.get(key);

  if (found && found.stored !== (stored ?? null)) {
    kept.delete(key);
    return undefined;
  }

  return found?.value;
};

export const forget = (key) => {
  kept.delete(key);
};

/** Keeps a value because it cannot be stored, and says that once. */
export const keepInstead = (key, value, stored) => {
  remember(key, value, stored);

  if (!warned) {
    warned = true;
    console.warn(
      'Logto: the browser does not store the session: storage is full, or blocked for this site. It lasts until the page is left.'
    );
  }
};

// What the tabs of an origin share: a lock, and records whose changes are in order for all of them, which
// localStorage does not promise.

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
export const swap = async (name, before, after) =>
  transact(name, (record) => (record === before ? after ?? record : record));

/** Those who wait in this page, by the name of the lock. */
const queues = new Map();

/** Without any help of the browser: one after the other in this page. Resolves to what releases it. */
const inPage = (name, signal) =>
  new Promise((resolve, reject) => {
    let release;
    const held = new Promise((done) => {
      release = done;
    });
    const before = queues.get(name) ?? Promise.resolve();

    queues.set(name, before.then(() => held));
    before.then(() => resolve(release));
    // Who gives up lets the next one pass.
    signal.addEventListener('abort', () => {
      release();
      reject(new Error('Timeout'));
    });
  });

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

/** Waits for the lock, until the signal aborts. Resolves to what releases it. */
export const acquire = async (name, signal) => {
  const release = await lockOrLease(name, signal);

  if (signal.aborted) {
    release();
    throw new Error('Timeout');
  }

  const done = openEnd(release);

  return () => {
    done();
    release();
  };
};
