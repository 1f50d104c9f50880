// The error classes, with the fields and the constructor arguments of @logto/browser.
import { textOf } from './error-texts.js';

/** The provider's answer cannot be trusted, or the browser lacks something. */
export class LogtoError extends Error {
  static name = 'LogtoError';

  constructor(code, data, message = textOf(code)) {
    super(message);
    this.code = code;
    this.data = data;
    this.name = 'LogtoError';
  }
}

/** The SDK was called in a wrong way, or the session does not allow the call. */
export class LogtoClientError extends Error {
  static name = 'LogtoClientError';

  constructor(code, data, message = textOf(code)) {
    super(message);
    this.code = code;
    this.data = data;
    this.name = 'LogtoClientError';
  }
}

/** A request failed: `cause` is the `Response`; without a response, `reason` is what `fetch` rejected with. */
export class LogtoRequestError extends Error {
  static name = 'LogtoRequestError';

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
  static name = 'OidcError';

  constructor(error, errorDescription) {
    this.error = error;
    this.errorDescription = errorDescription;
    this.name = 'OidcError';
  }
}

/** Also true for an error of another copy of this package. */
export const isLogtoRequestError = (error) =>
  error instanceof Error && error.name === 'LogtoRequestError';
