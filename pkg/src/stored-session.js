/**
 * The session as storage holds it, read without the core: whether a visitor is signed in, the claims, the tokens.
 *
 * The rules are the core's (`src/session/state.rs`, `access.rs` and `store/tokens.rs`), which are the authority; a property
 * test compares. A stored value is parsed when it has changed, not at each call.
 */
import { BrowserStorage, removeValue, storedValue } from './browser-storage.js';
import { PersistKey } from './enums.js';
import { payloadOf } from './jwt.js';

/** The last second of the year 9999. A larger number is not a time in seconds. */
const LAST_SECOND = 253_402_300_799;

/** The largest difference between the device's clock and the provider's, in seconds: a hundred years. */
const LARGEST_CLOCK_OFFSET = 3_155_760_000;

/** How far two clocks may be apart, in seconds. */
const CLOCK_TOLERANCE = 300;

const isTime = (value) => typeof value === 'number' && value >= 0 && value <= LAST_SECOND;

/** How deep values may be nested: the core reads nothing deeper. */
const JSON_DEPTH = 64;

const isReadable = (value, depth = JSON_DEPTH) =>
  depth > 0 &&
  (typeof value !== 'object' ||
    value === null ||
    Object.values(value).every((item) => isReadable(item, depth - 1)));

const parseJson = (text) => {
  try {
    const value = JSON.parse(text);

    return isReadable(value) ? value : undefined;
  } catch {
    return undefined;
  }
};

/** Remembers what the latest text was parsed to. */
const remembering = (parse) => {
  let latest;
  let result;

  return (text) => {
    if (text !== latest) {
      result = parse(text);
      latest = text;
    }

    return result;
  };
};

/** The ID token of an issuer: `{ raw, payload, issuedAt, expiresAt }`; `undefined` for any other text. */
const idTokenParser = (issuer) => (raw) => {
  try {
    const payload = payloadOf(raw);
    const { iss, sub, nonce, iat, exp } = parseJson(payload);

    if (iss !== issuer || typeof sub !== 'string' || typeof (nonce ?? '') !== 'string') {
      return undefined;
    }

    return {
      raw,
      payload,
      issuedAt: isTime(iat) ? iat : 0,
      // `undefined` when the token does not say; a number that is not a time lies in the past.
      expiresAt: typeof exp === 'number' ? (isTime(exp) ? exp : 0) : undefined,
    };
  } catch {
    return undefined;
  }
};

const parseClockOffset = (text) => {
  const offset = parseJson(text);

  return typeof offset === 'number' && Math.abs(offset) <= LARGEST_CLOCK_OFFSET ? offset : 0;
};

/** The stored access tokens by key; values that are not access tokens are left out. */
const parseAccessTokens = (text) => {
  const tokens = new Map();
  const stored = parseJson(text);

  if (typeof stored === 'object' && !Array.isArray(stored)) {
    for (const [key, value] of Object.entries(stored ?? {})) {
      const { token, scope, expiresAt } = value ?? {};

      if (token && typeof token === 'string' && typeof scope === 'string' && isTime(expiresAt)) {
        tokens.set(key, { token, expiresAt });
      }
    }
  }

  return tokens;
};

/** The key of an access token in storage: `@<resource>[#<organizationId>]`. */
const keyOf = (resource, organizationId) =>
  organizationId ? `@${resource ?? ''}#${organizationId}` : `@${resource ?? ''}`;

export class StoredSession {
  constructor({ appId, cacheLocation, issuer, leeway }) {
    const storage = new BrowserStorage(appId, cacheLocation);
    let tokenArea;
    // Looked up once: each look at the global takes as long as reading a value.
    const area = () => (tokenArea ??= storage.area(PersistKey.IdToken));
    const value = (name) => {
      const key = storage.getKey(name);

      return {
        // An empty value counts as absent.
        read: () => storedValue(area, key) || null,
        remove: () => removeValue(area, key),
      };
    };

    this.leeway = leeway;
    this.values = {
      idToken: value(PersistKey.IdToken),
      refreshToken: value(PersistKey.RefreshToken),
      accessTokens: value(PersistKey.AccessToken),
      clockOffset: value('clockOffset'),
    };
    this.parsers = {
      idToken: remembering(idTokenParser(issuer)),
      accessTokens: remembering(parseAccessTokens),
      clockOffset: remembering(parseClockOffset),
    };
  }

  /** The ID token; `undefined` when no ID token is stored, or the stored one is not valid. */
  idToken() {
    const text = this.values.idToken.read();

    return text === null ? undefined : this.parsers.idToken(text);
  }

  refreshToken() {
    return this.values.refreshToken.read();
  }

  /** The provider's time as far as it is known, in seconds since 1970. */
  serverTime() {
    const text = this.values.clockOffset.read();

    return Date.now() / 1000 + (text === null ? 0 : this.parsers.clockOffset(text));
  }

  /**
   * The state of the session: `{ idToken, endsIn }`. Without `idToken` no visitor is signed in; `endsIn` is the seconds
   * until the session ends by itself, `undefined` when it can be renewed.
   */
  state() {
    const idToken = this.idToken();

    if (!idToken || this.refreshToken() !== null || idToken.expiresAt === undefined) {
      return { idToken };
    }

    const endsIn = idToken.expiresAt - this.serverTime();

    return endsIn > 0 ? { idToken, endsIn } : {};
  }

  /** The stored access token for a resource and an organization; `undefined` when it has to be renewed. */
  accessToken(resource, organizationId) {
    const { issuedAt } = this.idToken() ?? { issuedAt: Infinity };

    // A clock that was set back would make every token last longer than it does.
    if (this.serverTime() + CLOCK_TOLERANCE < issuedAt) {
      return undefined;
    }

    const found = this.accessTokens().get(keyOf(resource, organizationId));

    return found && found.expiresAt > Date.now() / 1000 + this.leeway ? found.token : undefined;
  }

  /** When the first of the stored access tokens has to be renewed, in seconds from now; `Infinity` without any. */
  firstRenewalIn() {
    const ends = [...this.accessTokens().values()].map(({ expiresAt }) => expiresAt);

    return Math.min(...ends) - Date.now() / 1000 - this.leeway;
  }

  accessTokens() {
    const text = this.values.accessTokens.read();

    return text === null ? new Map() : this.parsers.accessTokens(text);
  }
  /** Removes the access tokens. */
  removeAccessTokens() {
    this.values.accessTokens.remove();
  }

  /** Removes all tokens. */
  removeTokens() {
    for (const { remove } of Object.values(this.values)) {
      remove();
    }
  }
}
