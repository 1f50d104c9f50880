// The session as a page shows it: what it is now, and word of every change.

const NOBODY = Object.freeze({ isAuthenticated: false, claims: undefined });

/** The states that somebody listens to, in this page. */
const watched = new Set();

/** Something may have changed: here, or in storage by another tab. */
export const lookAgain = () => {
  for (const each of watched) {
    each.look();
  }
};

const onStorage = ({ key }) => {
  // No key: everything was removed.
  if (key === null || key.startsWith('logto:')) {
    lookAgain();
  }
};

/** Other tabs tell by `storage` events; a page that comes back from the cache has missed them. */
const listenToTabs = (method) => {
  if (typeof window !== 'undefined') {
    window[method]('storage', onStorage);
    window[method]('pageshow', lookAgain);
  }
};

/** The longest that a timer can wait, in milliseconds. */
const LONGEST_WAIT = 2 ** 31 - 1;

export class SessionState {
  /**
   * @param compiled the compiled client, if it is there already
   * @param ready resolves when it is
   * @param isNobody is it plain to see that nobody is signed in?
   */
  constructor(compiled, ready, isNobody) {
    this.compiled = compiled;
    this.ready = ready;
    this.isNobody = isNobody;
    this.snapshot = NOBODY;
    this.listeners = new Set();
  }

  /** The snapshot for what storage says now; the same object when that is the same. */
  read() {
    const now = this.now();

    if (now) {
      this.take(now);
    } else if (!this.asking) {
      // The module, or the site's own storage, takes its time.
      this.asking = this.ask().finally(() => {
        this.asking = undefined;
      });
    }

    return this.snapshot;
  }

  /** What can be told without waiting. */
  now() {
    try {
      return this.isNobody() ? [] : this.compiled()?.call('stateNow');
    } catch {
      // The module has failed inside. The next copy of it is asked.
      return undefined;
    }
  }

  async ask() {
    try {
      await this.ready();
      this.take(await this.compiled().call('state'));
      this.tell();
    } catch {
      // Whoever calls a method is told.
    }
  }

  take([claims, endsIn]) {
    const text = claims && JSON.stringify(claims);

    if (text !== this.text) {
      this.text = text;
      this.snapshot = claims ? Object.freeze({ isAuthenticated: true, claims }) : NOBODY;
    }

    clearTimeout(this.timer);

    // It ends by itself, and nothing else would tell.
    if (endsIn !== undefined && this.listeners.size > 0) {
      this.timer = setTimeout(() => this.look(), Math.min(endsIn * 1000 + 1, LONGEST_WAIT));
    }
  }

  look() {
    this.read();
    this.tell();
  }

  /** Tells the listeners, when there is something that they were not told yet. */
  tell() {
    if (this.told === this.snapshot) {
      return;
    }

    this.told = this.snapshot;

    for (const { listener } of this.listeners) {
      listener();
    }
  }

  subscribe(listener) {
    // The same function may be there twice.
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
