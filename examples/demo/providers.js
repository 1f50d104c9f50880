// What the sites sign in with when no real Logto is given: a local provider, and a stand-in for Hugging
// Face.

import { UsageError } from './options.js';
import { organizations, users } from './people.js';
import { registrationOf } from './sites.js';

// Both ends are this process: these keep nothing secret.
const HUGGING_FACE_CLIENT = { clientId: 'bookstore-logto', clientSecret: 'local-demo-only' };

/**
 * @param {object} options
 * @param {Array<import('./sites.js').Site & { address: string }>} options.sites
 * @param {number} options.providerPort
 * @param {number} options.huggingFacePort
 * @param {(flag: string, open: () => Promise<object>) => Promise<object>} options.start opens what
 *   listens at the port of the flag
 */
export const startProviders = async ({ sites, providerPort, huggingFacePort, start }) => {
  const { startProvider, startHuggingFace } = await load();

  const provider = await start('--provider-port', () =>
    startProvider({
      port: providerPort,
      apps: sites.map(toApp),
      users,
      tellsAccounts: true,
      organizations,
      huggingFace: { port: huggingFacePort, ...HUGGING_FACE_CLIENT, scope: 'profile email' },
    })
  );
  const huggingFace = await start('--hugging-face-port', () =>
    startHuggingFace({
      port: huggingFacePort,
      ...HUGGING_FACE_CLIENT,
      redirectUris: [`${provider.endpoint}/callback/huggingface`],
    })
  );

  return { provider, huggingFace };
};

export const toApp = (site) => {
  const { redirectUris, postSignOutRedirectUris, corsOrigin } = registrationOf(site);

  return {
    ...site.app,
    redirectUris,
    postLogoutRedirectUris: postSignOutRedirectUris,
    corsOrigins: [corsOrigin],
  };
};

// Imported when it is wanted: trying a real Logto needs nothing of what the local provider is built on.
const load = async () => {
  try {
    const [{ startProvider }, { startHuggingFace }] = await Promise.all([
      import('../../tests/provider/index.js'),
      import('../../tests/provider/hugging-face.js'),
    ]);

    return { startProvider, startHuggingFace };
  } catch (error) {
    // A package is missing; a missing file of ours would be a defect.
    if (!error.message.startsWith('Cannot find package')) {
      throw error;
    }
    throw new UsageError(
      'The local provider is not installed: run `npm ci` in the folder tests first.'
    );
  }
};
