/** The site, and the providers that its pages sign in at. */
import { startProvider } from '../provider/index.js';
import { libraries } from './libraries.js';
import { startSite } from './site.js';

/**
 * Auth0's SDK knows where things are without asking, takes RS256 only, and expects a slash behind the issuer:
 * the local provider is told so.
 */
const AUTH0 = {
  signingAlgorithm: 'RS256',
  routes: { authorization: '/authorize', token: '/oauth/token', end_session: '/v2/logout' },
};

const withSlash = (provider) => (_status, body) => {
  if (!body?.id_token) return undefined;

  const claims = JSON.parse(Buffer.from(body.id_token.split('.')[1], 'base64url'));

  return {
    body: { ...body, id_token: provider.keys.sign({ ...claims, iss: `${claims.iss}/` }) },
  };
};

/**
 * @param {object} [settings] of the providers, such as `accessTokenSeconds`
 */
export const openWorld = async (settings = {}) => {
  const providers = new Map();
  let site;

  const close = async () => {
    await Promise.all([site, ...providers.values()].map((each) => each?.close()));
  };
  const configure = async (library, address) => {
    if (!providers.has(library.speaks)) {
      providers.set(library.speaks, await startFor(library.speaks, address));
    }

    return { endpoint: providers.get(library.speaks).endpoint };
  };
  const startFor = async (speaks, address) => {
    const apps = libraries
      .filter((library) => library.speaks === speaks)
      .map(({ id }) => ({
        appId: id,
        redirectUris: [`${address}/${id}/callback`],
        postLogoutRedirectUris: [`${address}/${id}/`],
        corsOrigins: [address],
      }));
    const provider = await startProvider({ apps, ...(speaks === 'auth0' && AUTH0), ...settings });

    if (speaks === 'auth0') provider.tamper('/oidc/oauth/token', withSlash(provider));
    return provider;
  };

  site = await startSite(libraries, configure);

  return {
    site,
    /** The provider that a library signs in at. */
    providerOf: ({ speaks }) => providers.get(speaks),
    close,
  };
};
