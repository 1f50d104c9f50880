// A sign-out: where the visitor is sent, what is revoked, what is left in storage.

import { canonical, departure, endingOf } from '../outcome.js';
import { json } from '../provider.js';
import { oldTokens, readStorage } from '../stored.js';
import { signOutArguments } from '../values/arguments.js';
import { configuration } from '../values/configurations.js';
import { metadata, respondMetadata } from '../values/metadata.js';
import { worldOf } from '../world.js';

const SESSION = '{"redirectUri":"https://app.test/old","codeVerifier":"v","state":"s"}';

const REVOCATIONS = {
  'right': () => json({}),
  'of Logto': () => json({ code: 'oidc.invalid_request', message: 'No.' }, 400),
  'HTML': () => new Response('<p>Bad gateway', { status: 502 }),
  'no answer': () => {
    throw new TypeError('Failed to fetch');
  },
};

export const signOut = {
  name: 'sign-out',

  generate: (random) => ({
    config: configuration(random).config,
    ...signOutArguments(random, 0.15),
    revocation: random.chance(0.5) ? 'right' : random.pick(Object.keys(REVOCATIONS)),
    metadata: metadata(random, 0.4),
    storage: random.pick([
      oldTokens,
      { ...oldTokens, signInSession: SESSION, other: 'of the site' },
      { idToken: oldTokens.idToken },
      { ...oldTokens, refreshToken: random.pick(['', 'a&b=ä +%20', '__proto__']) },
      { idToken: 'not a token', refreshToken: 'refresh token' },
      {},
    ]),
  }),

  async run(sdk, theCase) {
    const world = worldOf(sdk, {
      storage: theCase.storage,
      answers: {
        '/oidc/.well-known/openid-configuration': (_form, endpoint) =>
          respondMetadata(theCase.metadata, endpoint),
        '/oidc/token/revocation': REVOCATIONS[theCase.revocation],
      },
    });
    const client = new sdk.BaseClient(theCase.config, world.adapter);
    const ended = await endingOf(sdk, () => client.signOut(...theCase.arguments));

    const stored = world.storage();

    return {
      ...ended,
      ...departure(world.navigations()),
      requests: world.requests(),
      ...readStorage(stored),
      unchanged: canonical(stored) === canonical(theCase.storage),
    };
  },

  broken: (_case, { ending, unchanged, place }) => [
    ...('threw' in ending && !unchanged ? ['something removed in spite of an error'] : []),
    ...('threw' in ending && place ? ['left in spite of an error'] : []),
  ],
};
