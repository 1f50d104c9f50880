// A stored token, whatever it is: is somebody signed in by it, what does it say?

import { CONFIG } from '../constants.js';
import { canonical, endingOf, prefixed } from '../outcome.js';
import { now } from '../provider.js';
import { oldTokens } from '../stored.js';
import { accessTokenClaims, idTokenClaims, isOver } from '../token-model.js';
import { tokenText } from '../values/token-texts.js';
import { worldOf } from '../world.js';

const ORGANIZATIONS = ['urn:logto:scope:organizations'];

/** What each call answers, one after the other, under its name. */
const asked = async (sdk, calls) => {
  let facets = {};
  for (const [name, call] of Object.entries(calls)) {
    facets = { ...facets, ...prefixed(name, await endingOf(sdk, call)) };
  }
  return facets;
};

export const tokens = {
  name: 'tokens',

  generate: tokenText,

  async run(sdk, { token }) {
    const asIdToken = worldOf(sdk, { storage: { idToken: token } });
    const one = new sdk.BaseClient(CONFIG, asIdToken.adapter);

    const stored = { token, scope: '', expiresAt: now() + 3600 };
    const asAccessToken = worldOf(sdk, {
      storage: {
        idToken: oldTokens.idToken,
        accessToken: JSON.stringify({
          '@': stored,
          '@https://api.test': stored,
          '@#organization': stored,
        }),
      },
    });
    const other = new sdk.BaseClient({ ...CONFIG, scopes: ORGANIZATIONS }, asAccessToken.adapter);

    return {
      ...(await endingOf(sdk, () => one.getIdTokenClaims())),
      ...(await asked(sdk, {
        isAuthenticated: () => one.isAuthenticated(),
        getIdToken: () => one.getIdToken(),
        getAccessToken: () => other.getAccessToken(),
        getAccessTokenClaims: () => other.getAccessTokenClaims(),
        ofAResource: () => other.getAccessTokenClaims('https://api.test'),
        ofAnOrganization: () => other.getOrganizationTokenClaims('organization'),
      })),
      requests: [...asIdToken.requests(), ...asAccessToken.requests()],
      storage: [asIdToken.storage(), asAccessToken.storage()],
    };
  },

  broken({ token }, ours) {
    const claims = idTokenClaims(token);
    const right = {
      ending: claims,
      // An empty one is none.
      ...(token && { 'getAccessTokenClaims ending': accessTokenClaims(token) }),
    };
    const wrong = Object.keys(right).filter(
      (facet) => canonical(ours[facet].gave) !== canonical(right[facet])
    );
    // There is no refresh token.
    const isSomebody = claims !== undefined && !isOver(claims);
    if (ours['isAuthenticated ending'].gave !== isSomebody) wrong.push('isAuthenticated');
    return wrong.map((facet) => `${facet} is not what the specifications say`);
  },
};
