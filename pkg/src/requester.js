import { requestError } from '#glue';
import { start } from './module.js';

/** From `fetch`, or something like it, to a function that answers with the JSON or throws. */
export const createRequester =
  (fetchFunction) =>
  async (...request) => {
    const response = await fetchFunction(...request);

    if (response.ok) {
      return response.json();
    }

    start();
    // With its body still to be read.
    const cause = response.clone();

    throw requestError(response.status, await response.text(), cause);
  };
