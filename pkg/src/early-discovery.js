/**
 * Asks for the provider's metadata while the core is still on its way, so that the first call costs no extra round trip.
 * The core takes the answer in the place of a request of its own.
 */
import { ownPart } from './adapter.js';
import { loadedCore } from './core-loader.js';

/** The answers that are on their way, by address. */
const responses = new Map();

/** Asks, unless the core is there, the site sends requests its own way, or this tab has a copy of the metadata. */
export const discoverEarly = (adapter, { issuer, given: { appId } }) => {
  const url = `${issuer}/.well-known/openid-configuration`;

  if (
    loadedCore() ||
    responses.has(url) ||
    ownPart(adapter, 'requester') !== undefined ||
    hasCopy(adapter, appId)
  ) {
    return;
  }

  const response = fetch(url, { headers: {} });

  responses.set(url, response);
  response.catch(() => {
    // The core asks by itself then, and reports the failure. It may load much later, when the provider can be reached.
    if (responses.get(url) === response) {
      responses.delete(url);
    }
  });
};

/** The answer from an address that was asked early, as a promise; once. */
export const takeEarlyResponse = (url) => {
  const response = responses.get(url);

  responses.delete(url);
  return response;
};

const hasCopy = (adapter, appId) => {
  try {
    return (
      ownPart(adapter, 'unstable_cache') === undefined &&
      sessionStorage.getItem(`logto_cache:${appId}:openidConfiguration`) !== null
    );
  } catch {
    return false;
  }
};
