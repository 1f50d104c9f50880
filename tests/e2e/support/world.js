import { fileURLToPath } from 'node:url';

import { startSite } from '../../../examples/demo/site.js';
import { startHuggingFace } from '../../provider/hugging-face.js';
import { startProvider } from '../../provider/index.js';
import { RESOURCES } from './resources.js';

export { RESOURCES };

const BOOKSTORE = fileURLToPath(new URL('../../../examples/webflow/', import.meta.url));
const BENCH = fileURLToPath(new URL('../site/', import.meta.url));

const CONNECTOR = { clientId: 'provider', clientSecret: 'known-to-both-ends' };

/**
 * Everything that a sign-in needs, on free ports of this machine: three sites of one app each, the
 * provider, and Hugging Face.
 *
 * - `bookstore` and `library` are the tutorial's site;
 * - `bench` has pages that do nothing by themselves: tests call the SDK there.
 *
 * @param {string} packageDir what the sites serve under `/logto-wasm/`
 * @param {object} [settings] of the provider
 * @param {Record<string, string>} [headers] of the sites' answers
 */
export const openWorld = async (packageDir, settings = {}, headers = {}) => {
  const opened = [];
  const open = async (starting) => {
    const started = await starting;
    opened.push(started);
    return started;
  };

  const world = {
    /** Every token that the provider gave out: none of them belongs into an error. */
    issued: [],
    async close() {
      await Promise.all(opened.map((each) => each.close()));
    },
  };

  const site = async (appId, root, importUrl) => {
    const { address } = await open(
      startSite({
        root,
        port: 0,
        packageDir,
        headers,
        // The provider has to know the sites, so it starts after them.
        values: () => ({ endpoint: world.provider.endpoint, appId, importUrl }),
      })
    );
    return { appId, address, callback: `${address}/callback` };
  };

  world.bookstore = await site('bookstore', BOOKSTORE);
  world.library = await site('library', BOOKSTORE);
  world.bench = await site('bench', BENCH);
  /** The bench again, with the SDK imported from another file. */
  world.benchWith = (importUrl) => site('bench', BENCH, importUrl);

  const redirectUris = [];
  world.huggingFace = await open(startHuggingFace({ ...CONNECTOR, redirectUris }));

  world.startProvider = async (port = 0) => {
    world.provider = await open(
      startProvider({
        port,
        apps: [world.bookstore, world.library, world.bench].map(({ appId, address, callback }) => ({
          appId,
          redirectUris: [callback, `${callback}?tenant=7`],
          postLogoutRedirectUris: [address, `${address}/`],
          corsOrigins: [address],
        })),
        resources: RESOURCES.map((indicator) => ({ indicator, scopes: ['read'] })),
        huggingFace: { ...CONNECTOR, port: world.huggingFace.port, scope: 'profile email' },
        ...settings,
      })
    );
    world.provider.tamper('/oidc/token', (_status, { access_token, refresh_token, id_token }) => {
      world.issued.push(...[access_token, refresh_token, id_token].filter(Boolean));
    });
  };
  await world.startProvider();
  redirectUris.push(`${world.provider.endpoint}/callback/huggingface`);

  return world;
};

/** The requests for tokens that reached the provider, by the grant they were for. */
export const tokenRequests = ({ provider }) =>
  provider.requests
    .filter(({ method, path }) => method === 'POST' && path === '/oidc/token')
    .map(({ grantType }) => grantType);

/** Spends a refresh token as somebody else than the browser would: a copy of it, elsewhere. */
export const spend = async ({ provider }, appId, refreshToken) => {
  const response = await fetch(`${provider.issuer}/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'refresh_token',
      client_id: appId,
      refresh_token: refreshToken,
    }),
  });
  return { status: response.status, ...(await response.json()) };
};
