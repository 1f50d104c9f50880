// What all other cases change something of is accepted as it is: so it is the change that is refused.

import { RESOURCES } from '../../support/resources.js';
import { expectEqual, expectText } from '../assertions.js';
import { caseList } from '../case-list.js';
import { TOKEN, USER_INFO } from '../target.js';

const { cases, add } = caseList();

export { cases };

add('a callback of a sign-in that nobody clicked through is accepted', async (target) => {
  await target.acceptsCallback();

  const { local, session } = await target.storages();
  expectEqual(local['logto:bench:idToken'], target.good.id_token);
  expectEqual(local['logto:bench:refreshToken'], target.good.refresh_token);
  expectText(local['logto:bench:accessToken'], new RegExp(target.good.access_token));
  expectEqual(session['logto:bench:signInSession'], undefined);
  target.expectRequests(2, TOKEN);
}, { kind: 'sign-in' });

add('a renewal whose answer is good is accepted', async (target) => {
  await target.renew().acceptsRenewal();

  const { local } = await target.storages();
  expectEqual(local['logto:bench:idToken'], target.good.id_token);
  expectEqual(local['logto:bench:refreshToken'], target.good.refresh_token);
  const accessTokens = JSON.parse(local['logto:bench:accessToken']);
  expectEqual(accessTokens['@'].token, target.somebody.access_token);
  expectEqual(accessTokens[`@${RESOURCES[0]}`].token, target.good.access_token);
}, { kind: 'renewal' });

add('user information of the user of the session is accepted', async (target) => {
  await target.goTo(target.bench.address);
  await target.acceptsUserInfo(await target.arrive(target.signedIn()));
  target.expectRequests(1, USER_INFO);
}, { kind: 'user information' });
