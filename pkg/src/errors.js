// The error classes, with the fields and the constructor arguments of @logto/browser.

/**
 * Where the texts of error codes come from: the core's error table, once the entry has set it.
 * An error that the core itself throws brings its text along.
 */
export const texts = { of: (code) => code };

/** An answer of the provider that must not be trusted, or a browser that lacks something. */
export class LogtoError extends Error {
  constructor(code, data, message = texts.of(code)) {
    super(message);
    this.code = code;
    this.data = data;
    this.name = 'LogtoError';
  }
}

/** How the SDK was used, or the state of the session. */
export class LogtoClientError extends Error {
  constructor(code, data, message = texts.of(code)) {
    super(message);
    this.code = code;
    this.data = data;
    this.name = 'LogtoClientError';
  }
}

/** A request that failed: `cause` is the `Response`; without one, `reason` is what `fetch` rejected with. */
export class LogtoRequestError extends Error {
  constructor(code, message, cause, reason) {
    super(message);
    this.code = code;
    this.cause = cause;
    this.name = 'LogtoRequestError';

    if (reason !== undefined) {
      this.reason = reason;
    }
  }
}

/** The `error` and `error_description` of an authorization response (RFC 6749 §4.1.2.1). */
export class OidcError {
  constructor(error, errorDescription) {
    this.error = error;
    this.errorDescription = errorDescription;
    this.name = 'OidcError';
  }
}

/** What `data` is made of, in the order in which the module knows it. */
const DATA = [
  (remark) => remark,
  (field) => ({ field }),
  (error, description) => new OidcError(error, description),
  (body) => {
    try {
      return JSON.parse(body);
    } catch {
      return undefined;
    }
  },
];

/** The place after them: what comes as the cause is the reason that there is none. */
const REASON = DATA.length;

/** For the module: an error of one of the classes. */
export const errorOf = (type, code, message, data, first, second, cause) => {
  if (type === 2) {
    return new LogtoRequestError(code, message, ...(data === REASON ? [undefined, cause] : [cause]));
  }

  const error = new [LogtoError, LogtoClientError][type](code, DATA[data](first, second), message);

  if (cause !== undefined) {
    error.cause = cause;
  }

  return error;
};

/** Also true for an error of another copy of this package. */
export const isLogtoRequestError = (error) =>
  error instanceof Error && error.name === 'LogtoRequestError';
