import { OURS } from './package.js';

/** Runs in the page: a client, and calls of it, one after the other. */
const inPage = async ({ file, config, kept, calls, leaving }) => {
  const sdk = await import(`/logto-wasm/${file}`);

  // As data: an Error does not travel from a page to a test.
  const describe = (error) => ({
    classes: ['LogtoError', 'LogtoClientError', 'LogtoRequestError'].filter(
      (name) => error instanceof sdk[name]
    ),
    isError: error instanceof Error,
    name: error.name,
    code: error.code,
    message: error.message,
    field: error.data?.field,
    oidcError: error.data instanceof sdk.OidcError ? { ...error.data } : undefined,
    // Whatever a log would show of it.
    text: [
      ...[error, error.reason, error.stack].map(String),
      ...[error, error.data, error.reason].map((value) => JSON.stringify(value)),
    ].join(' '),
  });

  const make = () => new sdk.default(config);
  const clientOf = () => (kept === undefined ? make() : ((globalThis.clients ??= {})[kept] ??= make()));

  const outcome = async ([method, ...args]) => {
    try {
      const client = clientOf();

      if (!method) {
        return {};
      }
      // The page goes away under whoever waits for such a call, so it begins when this answer is on
      // its way. Its error, if it has one, is an uncaught one of the page.
      if (leaving) {
        setTimeout(() => client[method](...args));
        return {};
      }
      return { value: await client[method](...args) };
    } catch (error) {
      return { error: describe(error) };
    }
  };

  const outcomes = [];
  for (const call of calls) {
    outcomes.push(await outcome(call));
  }
  return outcomes;
};

/** How many clients were kept so far. */
let keptClients = 0;

/**
 * An SDK's client in a page of a site.
 *
 * Every call makes a new client: what one of them knows, the next has from storage.
 *
 * @param {import('@playwright/test').Page} page
 * @param {{ endpoint: string, appId: string }} config
 * @param {string} [file] which SDK
 * @param {number} [kept] by this name, a client lives as long as the page: every call is one of its
 */
export const clientOn = (page, config, file = OURS, kept = undefined) => {
  const runAll = (calls, leaving = false) =>
    page.evaluate(inPage, { file, config, kept, calls, leaving });
  const run = async (method, args, leaving) => {
    const [outcome] = await runAll([[method, ...args]], leaving);
    return outcome;
  };

  return {
    /** What each of several calls comes to: `{ value }` or `{ error }`. An empty call makes the client only. */
    outcomes: (...calls) => runAll(calls),

    /** What the method answers. */
    async call(method, ...args) {
      const { error, value } = await run(method, args);

      if (error) {
        throw new Error(`${method} failed: ${error.text}`);
      }
      return value;
    },

    /** What the method fails with. */
    async failure(method, ...args) {
      const { error } = await run(method, args);

      if (!error) {
        throw new Error(`${method} was expected to fail`);
      }
      return error;
    },

    /** Begins a call that leaves the page. */
    async leave(method, ...args) {
      const { error } = await run(method, args, true);

      if (error) {
        throw new Error(`${method} failed: ${error.text}`);
      }
    },
  };
};

/** The same with one client for all calls, as a page has it: what it remembers counts, too. */
export const keptClientOn = (page, config, file = OURS) => {
  keptClients += 1;
  return clientOn(page, config, file, keptClients);
};

/** Everything in the page's storages. */
export const storages = (page) =>
  page.evaluate(() => ({ local: { ...localStorage }, session: { ...sessionStorage } }));

/** The tokens among what is stored, and whatever else is not a sign-in that is under way. */
export const tokensOf = ({ local }) =>
  Object.fromEntries(Object.entries(local).filter(([key]) => !key.endsWith(':signInSessions')));
