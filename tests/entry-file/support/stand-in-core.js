/** Stands in for `core.js`: counts its starts, and passes each call on to `globalThis.standInCore.answer`. */
import { INTERFACE } from '../../../pkg/src/core-interface.js';

export { INTERFACE };

export const start = async () => {
  globalThis.standInCore.starts += 1;
};

const client = new Proxy({}, { get: (_, name) => async (...values) => globalThis.standInCore.answer(name, ...values) });

export const openClient = () => ({ run: (method) => method(client) });

export const codeChallenge = (verifier) => globalThis.standInCore.answer('codeChallenge', verifier);
