// What happened lately, for the panel: names, codes and times. Nothing of a token, a code or a user is in it.
import { attempt } from './attempt.js';

/** As many as fit into a report that somebody reads. */
const MOST = 60;

const KEY = 'logto_debug:steps';

/** Whether the tab is one in which somebody looks for what is wrong. */
const FLAG = 'logto_debug';

export class Steps {
  constructor() {
    this.isKept = false;
    this.list = [];
  }

  /** From now on they outlast the page: a sign-in is more than one. */
  keep() {
    const before = attempt(() => JSON.parse(sessionStorage.getItem(KEY)));

    this.list = [...(Array.isArray(before) ? before : []), ...this.list].slice(-MOST);
    this.isKept = true;
    attempt(() => sessionStorage.setItem(FLAG, 'on'));
    this.save();
  }

  /** The opposite of {@link keep}. */
  forget() {
    this.isKept = false;
    attempt(() => [FLAG, KEY].forEach((key) => sessionStorage.removeItem(key)));
  }

  /** Was that asked for, here or on an earlier page of the tab? */
  static isWanted(tag) {
    return (
      tag?.dataset.logtoDebug !== undefined ||
      /[?&]logto-debug\b/.test(location.search) ||
      attempt(() => sessionStorage.getItem(FLAG)) === 'on'
    );
  }

  /** @param {string} what such as `sign-in`; with an error, that one's code and message are added */
  note(what, error) {
    const { code, message, data } = error ?? {};
    const field = data?.error ?? data?.field;

    this.list.push({
      at: Date.now(),
      // The address without its query.
      page: location.pathname,
      what,
      ...(error && { code: code ?? error.name, message, ...(field && { field }) }),
    });
    this.list.splice(0, this.list.length - MOST);
    this.save();
    this.noted?.();
  }

  save() {
    if (this.isKept) {
      attempt(() => sessionStorage.setItem(KEY, JSON.stringify(this.list)));
    }
  }
}
