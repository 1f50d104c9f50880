/**
 * What the files in `modules/` have in common: each is one test module of the OpenID Foundation's, and is
 * named after it.
 *
 * Each of these functions gives what Playwright's `test` takes. The words in them are the table's, and
 * the code that the table names is the one that the test expects.
 */
import { forgeIdTokens } from '../support/forge.js';
import { expectRefusal } from '../support/refusal.js';
import { expect } from '../support/test.js';
import { goToCallback, signIn } from '../support/visitor.js';
import { tokenRequests } from '../support/world.js';

export { expect, test } from '../support/test.js';

/** How the table says that the client refuses something. */
export const refuses = (code) => `refuses it: \`${code}\``;

/** How often the provider was asked for something, so far. */
export const requestsOf = ({ provider }, path) =>
  provider.requests.filter((request) => request.method !== 'OPTIONS' && request.path === path).length;

/**
 * @param {object} words
 * @param {string} words.provider what the provider does
 * @param {string} words.client what the client does
 * @param {string} [words.untested] what else the module asks for, which a run of it here cannot show
 * @param {(fixtures: object) => Promise<void>} body
 */
export const behaviour = ({ provider, client, untested }, body) => [
  `the provider ${provider}; the client ${client}`,
  {
    annotation: Object.entries({ provider, client, untested })
      .filter(([, description]) => description)
      .map(([type, description]) => ({ type, description })),
  },
  body,
];

/**
 * A sign-in in which the provider does something wrong: the client stops at the ID token.
 *
 * @param {object} module
 * @param {string} module.code the error
 * @param {(world: object) => (parts: object) => string} module.forge the ID token
 * @param {(world: object) => void} [module.prepare] what else is different
 */
export const refusal = ({ provider, code, forge, prepare = () => {} }) =>
  behaviour({ provider, client: refuses(code) }, async ({ page, world }) => {
    prepare(world);
    const client = await goToCallback(page, world);
    forgeIdTokens(world, forge(world));

    await expectRefusal({ page, world, client }, { classes: ['LogtoError'], code });

    expect(tokenRequests(world)).toEqual(['authorization_code']);
    // Nor is the access token used that came with it.
    expect(requestsOf(world, '/oidc/me')).toBe(0);
  });

/** The visitor is signed in, and the provider tells of the same person when it is asked. */
export const expectSignedIn = async (client) => {
  expect(await client.call('isAuthenticated')).toBe(true);
  const { sub } = await client.call('getIdTokenClaims');
  expect(sub).not.toBe('');
  expect(await client.call('fetchUserInfo')).toMatchObject({ sub });
};

/**
 * A sign-in in which nothing is wrong, though it may be unusual.
 *
 * @param {object} module
 * @param {(world: object) => (parts: object) => string} [module.forge] the ID token
 * @param {(world: object) => void} [module.prepare] what else is different
 */
export const acceptance = ({ provider, forge, prepare = () => {} }) =>
  behaviour({ provider, client: 'signs in, and reads the user information' }, async ({ page, world }) => {
    prepare(world);
    if (forge) {
      forgeIdTokens(world, forge(world));
    }

    const client = await signIn(page, world);

    await expectSignedIn(client);
    expect(tokenRequests(world)).toEqual(['authorization_code']);
  });
