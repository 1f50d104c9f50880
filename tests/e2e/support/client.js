import { OURS } from './package.js';

/** Runs in the page: a client, and one call of it. */
const inPage = async ({ file, config, method, args, leaving }) => {
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
    oidcError: error.data instanceof sdk.OidcError ? { ...error.data } : undefined,
    // Whatever a log would show of it.
    text: [String(error), error.stack, JSON.stringify(error), JSON.stringify(error.data)].join(' '),
  });

  try {
    const client = new sdk.default(config);

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

/**
 * An SDK's client in a page of a site.
 *
 * Every call makes a new client: what one of them knows, the next has from storage.
 *
 * @param {import('@playwright/test').Page} page
 * @param {{ endpoint: string, appId: string }} config
 * @param {string} [file] which SDK
 */
export const clientOn = (page, config, file = OURS) => {
  const run = (method, args, leaving = false) =>
    page.evaluate(inPage, { file, config, method, args, leaving });

  return {
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

/** Everything in the page's storages. */
export const storages = (page) =>
  page.evaluate(() => ({ local: { ...localStorage }, session: { ...sessionStorage } }));

/** The tokens among what is stored, and whatever else is not a sign-in that is under way. */
export const tokensOf = ({ local }) =>
  Object.fromEntries(Object.entries(local).filter(([key]) => !key.endsWith(':signInSessions')));
