import { OURS } from './package.js';
import { enterPassword } from './visitor.js';

/**
 * Runs `work(tools, argument)` in a page of the bench.
 *
 * @param {import('@playwright/test').Page} page
 * @param {Awaited<ReturnType<typeof import('./world.js').openWorld>>} world
 * @param {(tools: object, argument: any) => any} work gets what `site/in-page/tools.js` gives
 * @param {any} [argument]
 * @param {{ config?: object, file?: string }} [settings]
 */
export const inPage = async (page, { provider, bench }, work, argument, settings = {}) => {
  const tools = await page.evaluateHandle(
    async (given) => (await import('/in-page/tools.js')).tools(given),
    {
      file: settings.file ?? OURS,
      config: { endpoint: provider.endpoint, appId: bench.appId, ...settings.config },
      address: bench.address,
      callback: bench.callback,
    }
  );

  try {
    return await tools.evaluate(work, argument);
  } finally {
    await tools.dispose();
  }
};

/** Signs in on the provider's pages, as far as the callback. */
export const passProvider = async (page, { bench }, url) => {
  await page.goto(url);
  await enterPassword(page);
  await page.waitForURL((arrived) => arrived.href.startsWith(`${bench.callback}?`));
};

/**
 * Signs in as far as the callback with a client that does everything its own way; answers what its
 * adapter was asked.
 */
export const goToOwnCallback = async (page, world, { options, ...settings } = {}) => {
  await page.goto(world.bench.address);
  const asked = await inPage(
    page,
    world,
    async ({ own, callback }, given) => {
      const { client, asked } = own();
      await client.signIn({ redirectUri: callback, ...given });
      return asked;
    },
    options,
    settings
  );
  await passProvider(page, world, asked.navigations[0].url);

  return asked;
};

/** Signs in with such a client; answers what the callback asked its adapter. */
export const signInOnOwn = async (page, world, settings = {}) => {
  await goToOwnCallback(page, world, settings);

  return inPage(
    page,
    world,
    async ({ own }) => {
      const { client, asked } = own();
      await client.handleSignInCallback(location.href);
      return asked;
    },
    undefined,
    settings
  );
};

/** What such clients have stored. */
export const ownItems = (page, world) => inPage(page, world, ({ session }) => session.items());
