// Locks among all tabs of the origin: Web Locks or, where they are missing (plain http), leases in IndexedDB.
import { startDeadline } from './deadlines.js';
import { LEASE_LIFE, LEASE_POLL_INTERVAL, LOCK_TIMEOUT } from './limits.js';
import { Lock, waitForTurn } from './page-locks.js';
import { updateRecord } from './tab-record.js';

/** Resolves to a function that releases the Web Lock. */
const webLock = (locks, name, signal) =>
  new Promise((resolve, reject) => {
    // The lock is held from the call of this function until its promise is settled.
    const hold = () => new Promise((release) => resolve(release));

    locks.request(name, { signal }, hold).catch(reject);
  });

/**
 * Takes a lease: a record that says which tab holds the lock, and until when. A lease ends by itself if the page of its
 * holder is closed. Resolves to a function that releases it.
 */
const lease = async (name, signal) => {
  const releasePageLock = await waitForTurn(name, signal);
  const holder = `${Math.random()}`;
  const record = `${name}:lease`;
  const take = () =>
    updateRecord(record, (current) => {
      // The time of the transaction: a lease that another tab took before it would otherwise seem to last too long.
      const now = Date.now();
      const own = { holder, until: now + LEASE_LIFE };

      // Ignore a lease that lasts longer than any can: the clock has changed.
      return current?.until > now && current.until <= own.until ? current : own;
    });

  try {
    while ((await take()).holder !== holder) {
      await new Promise((resolve) => setTimeout(resolve, LEASE_POLL_INTERVAL));

      if (signal.aborted) {
        throw new Error('Timeout');
      }
    }
  } catch (error) {
    if (signal.aborted) {
      releasePageLock();
      throw error;
    }

    // There is no database, so tabs cannot share a lock: the lock of this page has to do.
    return releasePageLock;
  }

  return () => {
    releasePageLock();
    updateRecord(record, (current) => (current?.holder === holder ? undefined : current)).catch(
      () => {}
    );
  };
};

const webLockOrLease = async (name, signal) => {
  const locks = globalThis.navigator?.locks;

  if (locks) {
    try {
      return await webLock(locks, name, signal);
    } catch (error) {
      if (signal.aborted) {
        throw error;
      }
      // The page may not use Web Locks (a sandboxed frame, for example).
    }
  }

  return lease(name, signal);
};

/** Waits for the lock of this name. Rejects after `LOCK_TIMEOUT`. */
export const tabLock = async (name) => {
  const { signal, done } = startDeadline(LOCK_TIMEOUT);

  try {
    const release = await webLockOrLease(name, signal);

    if (signal.aborted) {
      release();
      throw new Error('Timeout');
    }

    return new Lock(release);
  } finally {
    done();
  }
};
