/**
 * The people who can sign in.
 */
import { randomInt } from 'node:crypto';

const ID_ALPHABET = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** Logto's identifiers of users and organizations: 12 lower-case letters and digits. */
export function createId() {
  return Array.from({ length: 12 }, () => ID_ALPHABET[randomInt(ID_ALPHABET.length)]).join('');
}

/** A refusal that a person can do something about: the pages show its message beside the field. */
export class RegistrationError extends Error {
  constructor(field, message) {
    super(message);
    this.field = field;
  }
}

const MINIMUM_PASSWORD_LENGTH = 8;

/** @param {string} endpoint where the provider answers: it serves the avatars of its own users */
export function defaultUsers(endpoint) {
  return [{
    username: 'alice',
    password: 'wonderland',
    name: 'Alice Example',
    email: 'alice@example.test',
    picture: `${endpoint}/avatars/alice.svg`,
    customData: { favouriteColour: 'teal' },
    roles: ['reader'],
  }];
}

export class Users {
  #users = new Map();

  constructor(users) {
    for (const user of users) this.#add(user);
  }

  #add({ id = createId(), ...user }) {
    const now = Date.now();
    const added = {
      id,
      username: null,
      password: null,
      name: null,
      email: null,
      picture: null,
      customData: {},
      roles: [],
      identities: {},
      createdAt: now,
      updatedAt: now,
      ...user,
    };
    this.#users.set(id, added);
    return added;
  }

  #first(matches) {
    return [...this.#users.values()].find(matches);
  }

  find(id) {
    return this.#users.get(id);
  }

  /** The user whose password this is. Like Logto, never says which of the two was wrong. */
  authenticate(identifier, password) {
    const user = this.#first(({ username, email }) => identifier && (username === identifier || email === identifier));
    return user && user.password !== null && user.password === password ? user : undefined;
  }

  /** Creates the account of someone who fills the sign-up page in. */
  register({ username, password, name }) {
    if (!/^[A-Za-z_]\w*$/u.test(username)) {
      throw new RegistrationError('identifier', 'Username should contain only letters, numbers and underscores, and not start with a number.');
    }
    if (this.#first((user) => user.username === username)) {
      throw new RegistrationError('identifier', 'This username is already in use.');
    }
    if (password.length < MINIMUM_PASSWORD_LENGTH) {
      throw new RegistrationError('password', `Password requires a minimum of ${MINIMUM_PASSWORD_LENGTH} characters.`);
    }
    return this.#add({ username, password, name: name || null });
  }

  /**
   * The user of a social identity, created the first time it comes by.
   * A username or an address that someone else here already has stays theirs.
   */
  fromSocial(target, { id, name, avatar, username, email, rawData }) {
    const known = this.#first(({ identities }) => identities[target]?.userId === id);
    const identity = { userId: id, details: { id, name, avatar, email, rawData } };
    if (known) {
      known.identities[target] = identity;
      return known;
    }
    const free = (key, value) => (value && !this.#first((user) => user[key] === value) ? value : null);
    return this.#add({
      username: free('username', username),
      name: name ?? null,
      email: free('email', email),
      picture: avatar ?? null,
      identities: { [target]: identity },
    });
  }

  /** What an administrator would do in Logto's console. */
  update(username, changes) {
    const user = this.#first((candidate) => candidate.username === username);
    if (!user) throw new Error(`there is no user ${username}`);
    Object.assign(user, changes, { updatedAt: Date.now() });
  }

  /** Logto stamps the user at every sign-in, which is what `updated_at` then tells. */
  signedIn(id) {
    const user = this.find(id);
    if (user) user.updatedAt = Date.now();
  }
}
