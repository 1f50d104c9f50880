// Answers that are good for as long as storage says what it said when they were given.
//
// Storage is the session, and these are copies of what the module makes of it: each use compares storage with what
// they were made of. So nothing has to be told when another tab signs out, and none of them is ever behind.
import { partOf } from './page.js';
import { valueNow } from './storage.js';

/** All that the answers below are made of, beside the time. */
const NAMES = ['idToken', 'refreshToken', 'accessToken', 'clockOffset'];

/** By adapter: what was stored, under which keys, and the answers made of that. */
const known = new WeakMap();

const isText = (value) => value === undefined || typeof value === 'string';

/** How each answer is made: `{ answer, endsIn? }`, in seconds; `undefined` when that takes more than a look. */
const LOOKS = {
  isAuthenticated(compiled) {
    const state = compiled.call('stateNow');

    return state && { answer: () => state[0] !== undefined, endsIn: state[1] };
  },
  getIdTokenClaims(compiled) {
    const [claims, endsIn] = compiled.call('stateNow') ?? [];
    const text = JSON.stringify(claims);

    // Each caller may change what it is given.
    return claims && { answer: () => JSON.parse(text), endsIn };
  },
  getAccessToken(compiled, resource, organizationId) {
    const found =
      isText(resource) && isText(organizationId)
        ? compiled.call('tokenNow', resource, organizationId)
        : undefined;

    return found && { answer: () => found[0], endsIn: found[1] };
  },
};

/** What is known of an adapter whose storage is the browser's; nothing of what was made of other values. */
const knownOf = (adapter) => {
  const { storage } = adapter;
  let all = known.get(adapter);

  if (all?.appId !== storage.appId) {
    const keys = NAMES.map((name) => storage.getKey(name));

    all = { appId: storage.appId, keys, stored: [], answers: new Map() };
    known.set(adapter, all);
  }

  const area = storage.area(NAMES[0]);

  for (let index = 0; index < NAMES.length; index += 1) {
    const value = valueNow(area, all.keys[index]);

    if (value !== all.stored[index]) {
      all.stored[index] = value;
      all.answers.clear();
    }
  }

  return all;
};

/** Is it plain to see, without the module, that nobody is signed in? */
export const isNobody = (adapter) => {
  try {
    return partOf(adapter, 'storage') === undefined && !knownOf(adapter).stored[0];
  } catch {
    return false;
  }
};

/**
 * The answer to a call, as a promise; `undefined` when it has to be made.
 *
 * @param compiledOf the compiled client of an adapter, if there can be one now
 */
export const recentAnswer = (adapter, compiledOf, name, values) => {
  const look = LOOKS[name];

  if (!look || values.length > 2 || partOf(adapter, 'storage') !== undefined) {
    return undefined;
  }

  let all;
  let now;

  try {
    all = knownOf(adapter);
    now = Date.now();
  } catch {
    // There is no storage, as on a server, or it is blocked. Let the module see to it.
    return undefined;
  }

  const key = values.length === 0 ? name : `${name} ${values.join(' ')}`;
  let found = all.answers.get(key);

  // Nor from the future, by a clock that was set back since.
  if (!found || now < found.from || now >= found.until) {
    // Most visitors have not signed in: they need not wait for the module.
    if (!all.stored[0] && name === 'isAuthenticated') {
      return Promise.resolve(false);
    }

    const compiled = compiledOf(adapter);
    const made = compiled && look(compiled, ...values);

    if (!made) {
      return undefined;
    }

    found = { answer: made.answer, from: now, until: now + (made.endsIn ?? Infinity) * 1000 };
    all.answers.set(key, found);
  }

  return Promise.resolve(found.answer());
};
