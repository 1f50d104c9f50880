import { call } from './compiled.js';
import { coreLater } from './core.js';

/** From `fetch`, or something like it, to a function that answers with the JSON or throws. */
export const createRequester =
  (fetchFunction) =>
  async (...request) => {
    const response = await fetchFunction(...request);

    if (response.ok) {
      return response.json();
    }

    const core = await coreLater();
    // With its body still to be read.
    const cause = response.clone();

    throw call(core, 'requestError', response.status, await response.text(), cause);
  };
