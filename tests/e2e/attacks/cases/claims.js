// The claims of an ID token at a sign-in: signed as they should be, and wrong.

import { caseList } from '../case-list.js';
import { signed, withText } from '../forge.js';
import { INFINITE_TIMES, RIGHT_CLAIMS, WITHOUT_NONCE, WRONG_CLAIMS } from '../tables/claims.js';

const { cases, add } = caseList();

export { cases };

for (const [what, change] of RIGHT_CLAIMS) {
  add(`an ID token ${what} is accepted`, async (target) => {
    target.claim(change(target));
    await target.acceptsCallback();
  });
}

for (const [what, code, change] of WRONG_CLAIMS) {
  add(`an ID token ${what} → ${code}`, async (target) => {
    target.claim(change(target));
    await target.refusesCallback(code, { sends: 1 });
  });
}

for (const [what, change] of WITHOUT_NONCE) {
  add(`an ID token ${what} → id_token.invalid_nonce`, async (target) => {
    target.claim(change(target));
    await target.refusesCallback('id_token.invalid_nonce', { sends: 1 });
  });
}

add('an ID token without nonce is accepted when the sign-in has sent none', async (target) => {
  // Another SDK began it.
  delete target.session.nonce;
  target.claim({ nonce: undefined });
  await target.acceptsCallback();
});

for (const claim of INFINITE_TIMES) {
  for (const number of ['1e999', '-1e999']) {
    add(`an ID token whose ${claim} is ${number} → id_token.invalid_token`, async (target) => {
      const { header, key } = target;
      const claims = withText({ ...target.claims, [claim]: undefined }, [claim, number]);

      target.forge(signed({ header, claims, key }));
      await target.refusesCallback('id_token.invalid_token', { sends: 1 });
    });
  }
}
