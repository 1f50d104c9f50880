// Stored access tokens: which of them is given out, which request is sent for a new one, what is
// made of the answer, and what is stored afterwards.

import { CONFIG } from '../constants.js';
import { canonical, endingOf, prefixed } from '../outcome.js';
import { oldTokens, readStorage } from '../stored.js';
import { storedAccessToken } from '../token-model.js';
import { accessTokenMap } from '../values/access-token-maps.js';
import { respond, tokenAnswer } from '../values/token-answers.js';
import { respondUserInfo, userInfoAnswer } from '../values/user-info-answers.js';
import { worldOf } from '../world.js';

/** The session has ended; or its next refresh token is kept until the provider has published the key. */
const MAY_STORE = ['not_authenticated', 'id_token.key_not_found'];

const ORGANIZATIONS = 'urn:logto:scope:organizations';

const RESOURCES = [undefined, undefined, '', 'https://api.test', 'ä b&c=d', '__proto__', 'a#b'];
const ORGANIZATION_IDS = [undefined, undefined, undefined, '', 'organization', 'ä&b'];

const callOf = (random) => {
  const resource = random.pick(RESOURCES);
  const organizationId = random.pick(ORGANIZATION_IDS);
  return random.pick([
    ['getAccessToken', resource, organizationId],
    ['getAccessToken', resource, organizationId],
    ['getAccessToken', resource, organizationId],
    ['getAccessTokenClaims', resource],
    ['getOrganizationToken', organizationId],
    ['getOrganizationTokenClaims', organizationId],
    ['fetchUserInfo'],
  ]);
};

export const accessTokens = {
  name: 'access tokens',

  generate: (random) => ({
    scopes: random.pick([[], [ORGANIZATIONS]]),
    map: accessTokenMap(random),
    idToken: random.chance(0.95) ? 'right' : random.pick(['none', '']),
    refreshToken: random.chance(0.8) ? 'refresh token' : random.pick(['ä +&=%', '', undefined]),
    call: callOf(random),
    answer: tokenAnswer(random, 0.5),
    userInfo: userInfoAnswer(random),
    afterwards: random.pick([undefined, 'clearAccessToken', 'clearAllTokens']),
  }),

  async run(sdk, theCase) {
    const { map, refreshToken, userInfo } = theCase;
    const [method, ...given] = theCase.call;
    const idToken = theCase.idToken === 'right' ? oldTokens.idToken : theCase.idToken;
    const storage = {
      ...(idToken !== 'none' && { idToken }),
      ...(refreshToken !== undefined && { refreshToken }),
      ...(map !== undefined && { accessToken: map }),
    };
    const world = worldOf(sdk, {
      storage,
      answers: {
        '/oidc/token': (_form, endpoint) => respond(theCase.answer, endpoint, CONFIG.appId),
        '/oidc/me': () => respondUserInfo(userInfo),
      },
    });
    // Ours would renew those that are about to expire, too.
    const config = { ...CONFIG, scopes: theCase.scopes, leeway: 0 };
    const client = new sdk.BaseClient(config, world.adapter);
    const ended = await endingOf(sdk, () => client[method](...given));
    const requests = world.requests();
    const stored = world.storage();

    // What came is kept: the next call sends nothing.
    world.forget();
    const again = 'gave' in ended.ending && (await endingOf(sdk, () => client[method](...given)));
    const sentAgain = world.requests();

    if (theCase.afterwards) await client[theCase.afterwards]();

    return {
      ...ended,
      requests,
      ...readStorage(stored),
      ...(again && prefixed('again', again)),
      sentAgain: sentAgain.map(({ url, form }) => ({ url, form })),
      isAuthenticated: await client.isAuthenticated(),
      leftOver: Object.keys(world.storage()).sort(),
      unchanged: canonical(stored) === canonical(storage),
    };
  },

  broken({ map, idToken, refreshToken, call: [method, resource, organizationId] }, ours) {
    const { ending, requests, unchanged } = ours;
    // The other calls do more than this one.
    if (method !== 'getAccessToken' || idToken !== 'right') return [];

    const stored = storedAccessToken(map, resource, organizationId);
    const problems = [];
    if (stored !== undefined && ending.gave !== stored) problems.push('not the stored token');
    const isRenewed = stored === undefined && Boolean(refreshToken);
    if (isRenewed !== requests.length > 0) problems.push('requests');
    if ('threw' in ending && !MAY_STORE.includes(ending.code) && !unchanged) {
      problems.push('something stored in spite of an error');
    }
    return problems;
  },
};
