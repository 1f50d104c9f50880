import { fileURLToPath } from 'node:url';

import { startSite } from '../../../examples/demo/site.js';
import { startProvider } from '../../provider/index.js';
import { Ledger, LIFE_AT_PROVIDER } from './ledger.js';

const BENCH = fileURLToPath(new URL('../site/', import.meta.url));

const APP_ID = 'bench';

export const RESOURCES = ['https://books.test/api', 'https://shelves.test/api'];

/**
 * A site, a provider whose access tokens live two seconds, and the provider's ledger.
 *
 * @param {string} packageDir what the site serves under `/logto-wasm/`
 * @param {{ reuseSeconds: number, host?: string }} settings the reuse window of refresh tokens, and the name that the
 *   site is known by
 */
export const openTabsWorld = async (packageDir, { reuseSeconds, host = 'localhost' }) => {
  let provider;
  const site = await startSite({
    root: BENCH,
    port: 0,
    packageDir,
    // The provider has to know the site, so it starts after it.
    values: () => ({ endpoint: provider.endpoint, appId: APP_ID }),
  });
  const address = site.address.replace('localhost', host);
  const page = `${address}/tab`;
  provider = await startProvider({
    apps: [
      { appId: APP_ID, redirectUris: [page], postLogoutRedirectUris: [page], corsOrigins: [address] },
    ],
    resources: RESOURCES.map((indicator) => ({ indicator, scopes: ['read'] })),
    accessTokenSeconds: LIFE_AT_PROVIDER,
    refreshReuseSeconds: reuseSeconds,
  });

  return {
    page,
    provider,
    ledger: new Ledger(provider),
    config: {
      endpoint: provider.endpoint,
      appId: APP_ID,
      resources: RESOURCES,
      scopes: ['read'],
      leeway: 0.2,
    },
    async close() {
      await Promise.all([site.close(), provider.close()]);
    },
  };
};
