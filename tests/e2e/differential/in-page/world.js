import { STATE, VERIFIER, challengeOf } from './constants.js';
import { requestOf } from './outcome.js';
import { providerWith } from './provider.js';

const isKeyRequest = ({ url }) => url.endsWith('/oidc/jwks');

const storageOf = (items) => ({
  getItem: async (key) => items.get(key) ?? null,
  setItem: async (key, value) => void items.set(key, value),
  removeItem: async (key) => void items.delete(key),
});

/**
 * Everything around one client, in memory: storage, navigation, randomness, and a provider that is
 * reached by the SDK's own requester. The key set comes by the global `fetch`, which is where jose
 * gets it.
 *
 * @param {object} sdk
 * @param {{ storage?: Record<string, string>, hasCache?: boolean, answers?: object }} [given]
 */
export const worldOf = (sdk, { storage = {}, hasCache = false, answers } = {}) => {
  const items = new Map(Object.entries(storage));
  const cache = new Map();
  const navigations = [];
  const requests = [];
  const provider = providerWith(answers);

  const fetchBy =
    (via) =>
    async (...args) => {
      requests.push({ via, ...requestOf(...args) });
      return provider(...args);
    };
  globalThis.fetch = fetchBy('the global fetch');

  return {
    adapter: {
      requester: sdk.createRequester(fetchBy('the requester')),
      storage: storageOf(items),
      ...(hasCache && { unstable_cache: storageOf(cache) }),
      navigate: async (url, parameters) => void navigations.push({ url, parameters }),
      // At once or later: an adapter may do either.
      generateState: () => STATE,
      generateCodeVerifier: async () => VERIFIER,
      generateCodeChallenge: async (verifier) => challengeOf(verifier),
    },

    /** When and by whom keys are fetched is each SDK's own business. */
    requests: () => requests.filter((request) => !isKeyRequest(request)),

    navigations: () => [...navigations],

    storage: () => Object.fromEntries(items),

    /** Which copies were put into the cache. */
    cached: () => [...cache.keys()].sort(),

    /** From here on, requests and navigations are counted anew. */
    forget() {
      requests.length = 0;
      navigations.length = 0;
    },
  };
};

const silenced = { warn: console.warn, error: console.error };

/** What is said on the console while `work` runs. */
export const listening = async (work) => {
  const said = [];
  for (const level of Object.keys(silenced)) {
    console[level] = () => said.push(level);
  }
  try {
    return [await work(), said];
  } finally {
    Object.assign(console, silenced);
  }
};
