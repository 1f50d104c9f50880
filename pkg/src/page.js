// What the compiled module needs of a page, in parts: what the site does its own way; what it has begun and may
// fail to end; bounds for what may take for ever; what it asks; the address bar; what the tabs of an origin share
// besides storage.
//
// The compiled module imports this file, so it imports nothing.

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
    // On plain-http origins nothing can check signatures.
    return adapter?.[VERIFIER] ?? (globalThis.crypto?.subtle ? undefined : null);
  }

  const part = adapter?.[name] ?? undefined;

  // Who has a storage of its own may not have the browser's at all: nothing is cached there then.
  if (name === 'unstable_cache' && part === undefined) {
    return partOf(adapter, 'storage') && null;
  }

  return isBuiltIn(part) ? undefined : part;
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

/** Those that others may join. */
const shared = new Set();

/** A promise, and what settles it. With a key, it is for whoever calls the same of that storage meanwhile. */
export class Later {
  constructor(storage, key) {
    this.promise = new Promise((resolve, reject) => {
      const end = (error) => {
        shared.delete(this);
        reject(error);
      };
      const done = openEnd(end);

      this.settle = (isError, value) => {
        done();
        shared.delete(this);
        (isError ? reject : resolve)(value);
      };
    });

    if (key !== undefined) {
      shared.add(Object.assign(this, { storage, key }));
    }
  }

  /** Calls `done(isError, value)` when another promise is settled. */
  after(promise, done) {
    promise.then(
      (value) => done(false, value),
      (error) => done(true, error)
    );
  }
}

/** The promise of whoever is at it already. */
export const promiseOf = (storage, key) => {
  for (const later of shared) {
    if (later.storage === storage && later.key === key) {
      return later.promise;
    }
  }
};

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
const deadline = (what) => {
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

/** What a promise comes to, or a rejection with `LATE` when that takes too long. */
const within = (what, promise) =>
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

// What the module asks. Each answer is a promise, and what the site's own code throws rejects it.

/** Calls a part of the adapter. */
const callPart = async (adapter, part, ...values) => part.apply(adapter, values);

/** The arguments that are there. */
const given = (...values) => values.filter((value) => value !== undefined);

/** Stores values one after the other, and puts back what was there when one of them does not fit. */
const writeInTurn = async (storage, values) => {
  const put = (name, value) =>
    value === null ? storage.removeItem(name) : storage.setItem(name, value);
  const done = [];

  for (const [name, value] of values) {
    const before = (await storage.getItem(name)) ?? null;

    if (before === value) {
      continue;
    }

    done.unshift([name, before]);

    try {
      await put(name, value);
    } catch (error) {
      for (const [name, before] of done) {
        try {
          await put(name, before);
        } catch {
          // As far as it goes: the first error is the one to tell.
        }
      }

      throw error;
    }
  }
};

/** The seconds that a `Retry-After` asks for: it is a number of them, or a date. */
const secondsOf = (text) => {
  const number = Number.parseFloat(text);
  const seconds = Number.isNaN(number) ? (Date.parse(text) - Date.now()) / 1000 : number;

  // A date that is none is not a number either.
  return seconds >= 0 ? seconds : undefined;
};

/** Asks the site's requester, for the text of what it answers. */
const request = async (adapter, requester, url, init) => {
  try {
    return [200, JSON.stringify(await within('answer', callPart(adapter, requester, ...given(url, init)))) ?? ''];
  } catch (error) {
    if (error === LATE) {
      return [0];
    }

    throw error;
  }
};

/** Sends a request: `[status, body, retryAfter?, response?]`; `[0, , , why]` when nothing came. */
const send = async (adapter, url, form, bearer) => {
  const requester = partOf(adapter, 'requester');
  const isPlain = form === undefined && bearer === undefined;
  const init = {
    ...(form !== undefined && {
      method: 'POST',
      body: form,
      // A page that is left meanwhile still sends it.
      keepalive: true,
    }),
    // A token endpoint has no business sending codes and tokens elsewhere.
    ...(!isPlain && { redirect: 'error' }),
    headers: {
      ...(form !== undefined && { 'Content-Type': 'application/x-www-form-urlencoded' }),
      ...(bearer !== undefined && { Authorization: `Bearer ${bearer}` }),
    },
  };

  if (requester) {
    // As plain as it can be: what a requester is called with is seen by the site.
    return request(adapter, requester, url, isPlain ? undefined : init);
  }

  const { signal, done } = deadline('answer');

  try {
    // The global, not `window.fetch`: it is there in workers and on servers too.
    const response = await fetch(url, { ...init, signal });
    // An error's cause is the response with its body still to be read.
    const cause = response.ok ? undefined : response.clone();

    return [response.status, await response.text(), secondsOf(response.headers.get('Retry-After')), cause];
  } catch (error) {
    return [0, undefined, undefined, error];
  } finally {
    done();
  }
};

/** Leaves for another page; `false` where there is nothing to navigate. */
const leave = async (adapter, url, purpose, redirectUri) => {
  const navigate = partOf(adapter, 'navigate');

  if (navigate) {
    await callPart(adapter, navigate, url, { for: purpose, ...(redirectUri !== undefined && { redirectUri }) });
    return true;
  }

  try {
    // By the name that every page has, whatever its class is called by now.
    globalThis.window.location.assign(url);
    return true;
  } catch {
    return false;
  }
};

const bytesOf = (base64url) =>
  Uint8Array.from(atob(base64url.replace(/-/g, '+').replace(/_/g, '/')), (character) =>
    character.charCodeAt(0)
  );

/** Is it a signature over `input`? `null` where the browser is older than the algorithm. */
const verify = async (_adapter, parameters, jwk, input, signature) => {
  const { subtle } = globalThis.crypto;
  const algorithm = JSON.parse(parameters);

  try {
    const key = await subtle.importKey('jwk', JSON.parse(jwk), algorithm, false, ['verify']);

    return await subtle.verify(algorithm, key, bytesOf(signature), new TextEncoder().encode(input));
  } catch (error) {
    // Anything else is a key that is none, and verifies nothing.
    return error?.name === 'NotSupportedError' ? null : false;
  }
};

/** The left half of a hash, in base64url. */
const halfHash = async (_adapter, name, text) => {
  const hash = await globalThis.crypto?.subtle?.digest(name, new TextEncoder().encode(text));
  const half = hash && String.fromCharCode(...new Uint8Array(hash, 0, hash.byteLength / 2));

  return half && btoa(half).replace(/\+/g, '-').replace(/\//g, '_').replace(/=/g, '');
};

/** In the order in which the module knows them. */
const QUESTIONS = [
  (adapter, part, method, name, value) => partOf(adapter, part)[method](...given(name, value)),
  (adapter, values) => writeInTurn(partOf(adapter, 'storage'), JSON.parse(values)),
  (adapter, part, verifier) => callPart(adapter, partOf(adapter, part), ...given(verifier)),
  send,
  leave,
  (_adapter, name, isInPage) => acquire(name, isInPage !== undefined),
  (_adapter, name, before, after) => within('record', swap(name, before, after)),
  verify,
  halfHash,
  // It was there a moment ago. Without it, nobody has verified anything: that rejects, too.
  (adapter, token) => partOf(adapter, 'jwtVerifier').verifyIdToken(token),
];

/** Asks one of them. */
export const ask = async (adapter, what, ...values) => QUESTIONS[what](adapter, ...values);

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
const swap = async (name, before, after) =>
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

/** Waits for a lock, of all tabs or of this page's calls alone. Resolves to what releases it. */
const acquire = async (name, isInPage) => {
  const { signal, done } = deadline('turn');

  try {
    const release = await (isInPage ? inPage(name, signal) : lockOrLease(name, signal));

    if (signal.aborted) {
      release();
      throw new Error('Timeout');
    }

    const ended = openEnd(release);

    return () => {
      ended();
      release();
    };
  } finally {
    done();
  }
};
