// Requests to the provider: by `fetch`, or by the site's own requester.
import { TIMED_OUT, startDeadline, withTimeout } from './deadlines.js';
import { RESPONSE_TIMEOUT } from './limits.js';

/** The second argument of `fetch` for a request; `undefined` for a plain GET. */
const initOf = (form, bearer) => {
  if (form === undefined && bearer === undefined) {
    return undefined;
  }

  return {
    ...(form !== undefined && {
      method: 'POST',
      body: form,
      // The request is sent even if the page is left meanwhile.
      keepalive: true,
    }),
    // Codes and tokens must not be sent to another address.
    redirect: 'error',
    headers: {
      ...(form !== undefined && { 'Content-Type': 'application/x-www-form-urlencoded' }),
      ...(bearer !== undefined && { Authorization: `Bearer ${bearer}` }),
    },
  };
};

/** The seconds of a `Retry-After` header, which holds a number of seconds or a date; otherwise `undefined`. */
const retryAfterOf = (header) => {
  const number = Number.parseFloat(header);
  const seconds = Number.isNaN(number) ? (Date.parse(header) - Date.now()) / 1000 : number;

  return seconds >= 0 ? seconds : undefined;
};

/** Rejects when `signal` aborts, for a response that was requested without the signal. */
const unlessAborted = (signal, promise) =>
  new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason));
    promise.then(resolve, reject);
  });

/**
 * Sends a request by `fetch`, a POST if there is a `form`. Takes the place of `fetch`: `early`, the response to a plain GET
 * that was requested before, if there is one. Resolves to `{ status, body, retryAfter?, response? }`, where `response`
 * is that of an error status with its body unread. Rejects if there is no response in time.
 */
export const sendByFetch = async (url, form, bearer, early) => {
  const { signal, done } = startDeadline(RESPONSE_TIMEOUT);

  try {
    // The global, not `window.fetch`: workers and servers have it as well.
    const response = await (early
      ? unlessAborted(signal, early)
      : fetch(url, { headers: {}, ...initOf(form, bearer), signal }));
    const unread = response.ok ? undefined : response.clone();

    return {
      status: response.status,
      body: await (early ? unlessAborted(signal, response.text()) : response.text()),
      retryAfter: retryAfterOf(response.headers.get('Retry-After')),
      response: unread,
    };
  } finally {
    done();
  }
};

/**
 * Sends a request by the site's requester, which returns the parsed body or throws. Resolves to the body as JSON text,
 * or to `undefined` if there is no answer in time. Rejects with what the requester throws.
 */
export const sendByRequester = async (requester, url, form, bearer) => {
  const init = initOf(form, bearer);
  // A plain GET has one argument, because the site sees the arguments.
  const answering = (async () => requester(...(init ? [url, init] : [url])))();

  try {
    return JSON.stringify(await withTimeout(RESPONSE_TIMEOUT, answering)) ?? '';
  } catch (error) {
    if (error === TIMED_OUT) {
      return undefined;
    }

    throw error;
  }
};
