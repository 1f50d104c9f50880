// A configuration, and a sign-in with it: the request, what is remembered, what is forgotten.

import { STATE, VERIFIER, challengeOf } from '../constants.js';
import { canonical, departure, endingOf, prefixed } from '../outcome.js';
import { oldTokens, readStorage } from '../stored.js';
import { signInArguments } from '../values/arguments.js';
import { configuration } from '../values/configurations.js';
import { metadata, respondMetadata } from '../values/metadata.js';
import { worldOf } from '../world.js';

const OLD_SESSION = '{"redirectUri":"https://app.test/old","codeVerifier":"v","state":"s"}';

export const signIn = {
  name: 'sign-in',

  generate: (random) => ({
    ...configuration(random, 0.15),
    ...signInArguments(random, 0.15),
    storage: random.pick([
      {},
      { ...oldTokens, signInSession: OLD_SESSION },
      { refreshToken: oldTokens.refreshToken, other: 'of the site' },
    ]),
    hasCache: random.chance(0.2),
    metadata: metadata(random, 0.15),
  }),

  async run(sdk, theCase) {
    const world = worldOf(sdk, {
      storage: theCase.storage,
      hasCache: theCase.hasCache,
      answers: {
        '/oidc/.well-known/openid-configuration': (_form, endpoint) =>
          respondMetadata(theCase.metadata, endpoint),
      },
    });
    let client;
    const made = await endingOf(sdk, () => {
      client = new sdk.BaseClient(theCase.config, world.adapter);
    });
    if (!client) return made;

    const ended = await endingOf(sdk, () => client.signIn(...theCase.arguments));
    const stored = world.storage();

    return {
      ...ended,
      logtoConfig: client.logtoConfig,
      requests: world.requests(),
      cached: world.cached(),
      // Afterwards: it may send the request that `requests` is to show.
      ...prefixed('getOidcConfig', await endingOf(sdk, () => client.getOidcConfig())),
      ...departure(world.navigations()),
      ...readStorage(stored),
      unchanged: canonical(stored) === canonical(theCase.storage),
    };
  },

  broken(_case, ours) {
    if ('threw' in ours.ending) {
      // Without a client there is nothing that could have changed.
      return [
        ...(ours.unchanged === false ? ['something stored in spite of an error'] : []),
        ...('place' in ours ? ['left in spite of an error'] : []),
      ];
    }
    const [nonce, ...more] = ours['?nonce'] ?? [];
    const right = {
      '?nonce': /^[\w-]{43,}$/.test(nonce) && more.length === 0,
      'nonce remembered': ours['nonce remembered'] === nonce,
      '?state': canonical(ours['?state']) === canonical([STATE]),
      '?code_challenge': canonical(ours['?code_challenge']) === canonical([challengeOf(VERIFIER)]),
    };
    return Object.keys(right).filter((facet) => !right[facet]);
  },
};
