// The session as a page shows it: the present snapshot, and a call of the listeners at every change.

const SIGNED_OUT = /* @__PURE__ */ Object.freeze({ isAuthenticated: false, claims: undefined });

/** The snapshots of this page that have listeners. */
const watched = new Set();

/** Looks again: the session may have changed, in this page or in storage by another tab. */
export const sessionMayHaveChanged = () => {
  for (const snapshot of watched) {
    snapshot.look();
  }
};

const onStorage = ({ key }) => {
  // Without a key, everything was removed.
  if (key === null || key.startsWith('logto:')) {
    sessionMayHaveChanged();
  }
};

/** Other tabs announce changes by `storage` events; a page from the back/forward cache has missed them. */
const listenToTabs = (method) => {
  if (typeof window !== 'undefined') {
    window[method]('storage', onStorage);
    window[method]('pageshow', sessionMayHaveChanged);
  }
};

/** The longest that a timer can wait, in milliseconds. */
const LONGEST_TIMER = 2 ** 31 - 1;

export class SessionSnapshot {
  /**
   * @param readNow returns the state `{ claims, endsIn }` (`claims` as JSON text, `endsIn` in seconds) where it can be read
   * without waiting, otherwise `undefined`
   * @param ask resolves to the state
   */
  constructor(readNow, ask) {
    this.readNow = readNow;
    this.ask = ask;
    this.current = SIGNED_OUT;
    this.claims = undefined;
    this.listeners = new Set();
  }

  /** The snapshot for the present state; the same object while the state is the same. */
  read() {
    const state = this.readNow();

    if (state) {
      this.take(state);
    } else if (!this.asking) {
      // The site's own storage takes its time. Until it has answered, the snapshot stays.
      this.askAndTell();
    }

    return this.current;
  }

  async askAndTell() {
    const asking = (this.asking = this.ask());
    // A call of a method reports the error.
    const state = await asking.catch(() => {});

    // Otherwise something has changed, and another answer is on its way.
    if (this.asking === asking) {
      this.asking = undefined;

      if (state) {
        this.take(state);
        this.tell();
      }
    }
  }

  take({ claims, endsIn }) {
    if (claims !== this.claims) {
      this.claims = claims;
      this.current =
        claims === undefined ? SIGNED_OUT : Object.freeze({ isAuthenticated: true, claims: JSON.parse(claims) });
    }

    clearTimeout(this.timer);

    // Nothing else announces that the session has ended by itself.
    if (endsIn !== undefined && this.listeners.size > 0) {
      this.timer = setTimeout(() => this.look(), Math.min(endsIn * 1000 + 1, LONGEST_TIMER));
    }
  }

  look() {
    this.asking = undefined;
    this.read();
    this.tell();
  }

  /** Calls the listeners when the snapshot is not the one they were last called for. */
  tell() {
    if (this.told === this.current) {
      return;
    }

    this.told = this.current;

    for (const { listener } of this.listeners) {
      listener();
    }
  }

  subscribe(listener) {
    // An object of its own: the same function may be subscribed twice.
    const entry = { listener };

    if (this.listeners.size === 0) {
      this.told = this.read();
      watched.add(this);
    }

    this.listeners.add(entry);
    this.read();

    if (watched.size === 1 && this.listeners.size === 1) {
      listenToTabs('addEventListener');
    }

    return () => {
      this.listeners.delete(entry);

      if (this.listeners.size === 0 && watched.delete(this)) {
        clearTimeout(this.timer);

        if (watched.size === 0) {
          listenToTabs('removeEventListener');
        }
      }
    };
  }
}
