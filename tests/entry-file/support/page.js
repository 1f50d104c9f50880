/** A page as far as the entry file looks at one: storage, clock, timers, events, address. */

const define = (name, descriptor) =>
  Object.defineProperty(globalThis, name, { configurable: true, enumerable: true, ...descriptor });

/** `localStorage` or `sessionStorage`. `isBlocked`: the browser throws when a script looks at it. */
class Area {
  isBlocked = false;
  values = new Map();

  getItem(key) {
    return this.values.get(key) ?? null;
  }

  setItem(key, value) {
    this.values.set(key, `${value}`);
  }

  removeItem(key) {
    this.values.delete(key);
  }
}

export class Page {
  now = 1_800_000_000_000;
  areas = { localStorage: new Area(), sessionStorage: new Area() };
  /** The addresses that were fetched. */
  requests = [];
  /** What an idle browser will run. */
  idle = [];
  #timers = new Map();
  #lastTimer = 0;
  #listeners = new Map();

  /** Makes this page the global environment. `document` is left out where nothing is to be scheduled. */
  constructor({ search = '', saveData = false, hasDocument = true } = {}) {
    for (const [name, area] of Object.entries(this.areas)) {
      define(name, {
        get: () => {
          if (area.isBlocked) {
            throw new Error('SecurityError');
          }

          return area;
        },
      });
    }

    define('window', { value: globalThis });
    define('document', { value: hasDocument ? {} : undefined });
    define('location', { value: { search } });
    define('navigator', { value: { connection: { saveData }, onLine: true } });
    define('fetch', {
      value: async (url) => {
        this.requests.push(`${url}`);
        return new Response('{}');
      },
    });
    define('setTimeout', { value: (run, delay = 0) => this.#setTimer(run, delay) });
    define('clearTimeout', { value: (timer) => this.#timers.delete(timer) });
    define('requestIdleCallback', { value: (run) => this.idle.push(run) });
    define('addEventListener', { value: (type, listener) => this.listeners(type).add(listener) });
    define('removeEventListener', { value: (type, listener) => this.listeners(type).delete(listener) });
    Date.now = () => this.now;
    globalThis.standInCore = { starts: 0, calls: [], answer: (name) => void globalThis.standInCore.calls.push(name) };
  }

  #setTimer(run, delay) {
    this.#lastTimer += 1;
    this.#timers.set(this.#lastTimer, { run, at: this.now + delay });

    return this.#lastTimer;
  }

  /** How many timers run. */
  get timers() {
    return this.#timers.size;
  }

  listeners(type) {
    if (!this.#listeners.has(type)) {
      this.#listeners.set(type, new Set());
    }

    return this.#listeners.get(type);
  }

  dispatch(type, event = {}) {
    for (const listener of [...this.listeners(type)]) {
      listener(event);
    }
  }

  /** Lets time pass. Timers run at their time; `idle` waits for `becomeIdle`. */
  pass(seconds) {
    const end = this.now + seconds * 1000;

    for (;;) {
      const [next] = [...this.#timers].filter(([, { at }]) => at <= end).sort(([, a], [, b]) => a.at - b.at);

      if (!next) {
        break;
      }

      this.#timers.delete(next[0]);
      this.now = Math.max(this.now, next[1].at);
      next[1].run();
    }

    this.now = end;
  }

  becomeIdle() {
    for (const run of this.idle.splice(0)) {
      run();
    }
  }
}
