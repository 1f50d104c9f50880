/**
 * The requester of an adapter, and what it makes of an error status. The Rust implementation
 * (`Response::ok` in `src/protocol/http.rs`) is the authority for answers that the SDK itself asked for; a test
 * holds both to the same errors.
 */
import { LogtoError, LogtoRequestError } from './errors.js';

const parse = (text) => {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
};

/** The error of an answer whose status is not a success. */
const requestError = (status, body, response) => {
  const json = parse(body);

  if (json) {
    const { code, message } = json.value ?? {};

    return typeof code === 'string' && typeof message === 'string'
      ? new LogtoRequestError(code, message, response)
      : new LogtoError('unexpected_response_error', json.value);
  }

  // The body stays out of the message: a proxy's page may repeat the request, tokens included.
  return new LogtoRequestError(
    status === 429 ? 'rate_limited' : `http_error_${status}`,
    `The provider answered with HTTP status ${status}`,
    response
  );
};

/** Turns `fetch`, or a function like it, into one that resolves to the JSON of the answer or throws. */
export const createRequester =
  (fetchFunction) =>
  async (...request) => {
    const response = await fetchFunction(...request);

    if (response.ok) {
      return response.json();
    }

    // The copy becomes the error's cause, its body still to be read.
    const cause = response.clone();

    throw requestError(response.status, await response.text(), cause);
  };
