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

/** Also true for an error of another copy of this package. */
export const isLogtoRequestError = (error) =>
  error instanceof Error && error.name === 'LogtoRequestError';
