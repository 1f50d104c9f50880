// Renewals: a refresh token's answer is believed no more than that of a sign-in, and must be the same user's
// (OIDC Core §12.2). After a refusal everything that is stored is what it was, and the next renewal works.

import { RESOURCES } from '../../support/resources.js';
import { expectEqual, expectMembers } from '../assertions.js';
import { caseList } from '../case-list.js';
import { createKey, signed, withText } from '../forge.js';
import { NO_OBJECTS, TOO_LARGE } from '../tables/answers.js';
import { RIGHT_CLAIMS, WITHOUT_NONCE, WRONG_CLAIMS } from '../tables/claims.js';
import { WRONG_HEADERS } from '../tables/headers.js';
import { NO_TOKENS, WRONG_SIGNATURES } from '../tables/signatures.js';
import { RIGHT_FIELDS, WRONG_FIELDS } from '../tables/token-answers.js';
import { JWKS, TOKEN } from '../target.js';

const { cases, add } = caseList();

export { cases };

for (const [what, change] of [...RIGHT_CLAIMS, ...WITHOUT_NONCE]) {
  add(`a renewed ID token ${what} is accepted`, async (target) => {
    target.renew().claim(change(target));
    await target.acceptsRenewal();
  });
}

const OF_OTHERS = [
  ['of another user', 'id_token.subject_mismatched', () => ({ sub: 'alice' })],
  ['of the user in other case', 'id_token.subject_mismatched', () => ({ sub: 'Somebody' })],
  ['of the user and a space', 'id_token.subject_mismatched', () => ({ sub: 'somebody ' })],
  ['of a part of the user', 'id_token.subject_mismatched', () => ({ sub: 'some' })],
];

for (const [what, code, change] of [...OF_OTHERS, ...WRONG_CLAIMS]) {
  add(`a renewed ID token ${what} → ${code}`, async (target) => {
    target.renew().claim(change(target));
    await target.refusesRenewal(code);
  });
}

for (const [what, code, forge] of [...WRONG_HEADERS, ...WRONG_SIGNATURES, ...NO_TOKENS]) {
  add(`a renewed ID token ${what} → ${code}`, async (target) => {
    target.forge(forge(target.renew()));
    await target.refusesRenewal(code);
  });
}

add('a renewed ID token by an unknown key, too soon after another one → id_token.key_not_found, and only the next refresh token is kept', async (target) => {
  const { claims } = target.renew();
  const key = createKey('ES384');
  target.forge(signed({ header: { alg: 'ES384', kid: key.kid }, claims, key }));
  await target.goTo(target.bench.address);
  const client = await target.arrive(target.signedIn());
  const { local: before } = await target.storages();
  const refused = async () => {
    expectMembers(await client.failure('getAccessToken', RESOURCES[0]), {
      classes: ['LogtoError'],
      code: 'id_token.key_not_found',
    });
    const { local } = await target.storages();
    return local;
  };

  expectEqual(await refused(), before);
  expectEqual({ asksForKeys: target.requests(JWKS).length > 0 }, { asksForKeys: true });

  // The provider is not asked for its keys again, so nobody knows whether the answer is bad.
  target.clearRequests();
  expectEqual(await refused(), {
    ...before,
    'logto:bench:refreshToken': target.good.refresh_token,
  });
  target.expectRequests(0, JWKS);
});

const answerWith = (target, name, text) =>
  target.answer(
    TOKEN,
    withText({ ...target.good, [name]: undefined }, ...(text === undefined ? [] : [[name, text]]))
  );

for (const [what, name, text] of [...RIGHT_FIELDS, ['without an ID token', 'id_token', undefined]]) {
  add(`a renewal's answer ${what} is accepted`, async (target) => {
    answerWith(target.renew(), name, text);
    await target.acceptsRenewal();
  });
}

for (const [what, name, text] of WRONG_FIELDS) {
  add(`a renewal's answer ${what} → token_response.invalid`, async (target) => {
    answerWith(target.renew(), name, text);
    await target.refusesRenewal('token_response.invalid');
  });
}

for (const [what, body] of [...NO_OBJECTS, ...TOO_LARGE]) {
  add(`a renewal's answer that is ${what} → token_response.invalid`, async (target) => {
    target.answer(TOKEN, body(target.renew().good));
    await target.refusesRenewal('token_response.invalid');
  });
}
