import { IndexedDbStorage } from './indexed-db.js';

/** Where a client of {@link tools} keeps its session, unless it is told otherwise. */
const SESSION = 'session';

/** A client that leaves nothing to the browser, and what its adapter was asked to do. */
const ownClient = (sdk, config, parts, ...rest) => {
  const asked = { requests: [], navigations: [], generated: [] };
  const send = sdk.createRequester((...request) => fetch(...request));
  const generator =
    (name) =>
    (...values) => {
      asked.generated.push(name);
      return sdk[name](...values);
    };

  const client = new sdk.BaseClient(
    config,
    {
      requester: (url, init) => {
        asked.requests.push({ method: 'GET', ...init, path: new URL(url).pathname });
        return send(url, init);
      },
      storage: new IndexedDbStorage(SESSION),
      // The page stays, so that the test can look at it and go there by itself.
      navigate: async (url, parameters) => {
        asked.navigations.push({ url, parameters });
      },
      generateState: generator('generateState'),
      generateCodeVerifier: generator('generateCodeVerifier'),
      generateCodeChallenge: generator('generateCodeChallenge'),
      ...parts,
    },
    ...rest
  );

  return { client, asked };
};

/**
 * A part of the adapter that fails.
 *
 * @param {string} what requests to this path, or this method of the storage
 * @param {any} thrown
 */
const failing = (what, thrown) => {
  const storage = new IndexedDbStorage(SESSION);

  return what.startsWith('/')
    ? {
        async requester(url, init) {
          if (new URL(url).pathname === what) throw thrown;
          return (await fetch(url, init)).json();
        },
      }
    : {
        storage: {
          getItem: (key) => storage.getItem(key),
          setItem: (key, value) => storage.setItem(key, value),
          removeItem: (key) => storage.removeItem(key),
          async [what]() {
            throw thrown;
          },
        },
      };
};

/** What `work` fails with: the very same object. */
const failureOf = async (work) => {
  try {
    await work();
  } catch (thrown) {
    return thrown;
  }
  throw new Error(`was expected to fail: ${work}`);
};

/**
 * What a page of the bench needs for a test.
 *
 * @param {{ file: string, config: object }} settings which SDK, and the client's configuration
 */
export const tools = async ({ file, config, ...settings }) => {
  const sdk = await import(`/logto-wasm/${file}`);

  return {
    sdk,
    config,
    ...settings,
    /** @param parts of the adapter that are different; then the constructor's further arguments */
    own: (parts, ...rest) => ownClient(sdk, config, parts, ...rest),
    session: new IndexedDbStorage(SESSION),
    failing,
    IndexedDbStorage,
    failureOf,
  };
};
