// The signature of an ID token, and how a token is spelt (RFC 7515 §7.1).

import { caseList } from '../case-list.js';
import { NO_TOKENS, RIGHT_SPELLINGS, WRONG_SIGNATURES } from '../tables/signatures.js';

const { cases, add } = caseList();

export { cases };

for (const [what, forge] of RIGHT_SPELLINGS) {
  add(`an ID token ${what} is accepted`, async (target) => {
    target.forge(forge(target));
    await target.acceptsCallback();
  });
}

for (const [what, code, forge] of [...WRONG_SIGNATURES, ...NO_TOKENS]) {
  add(`an ID token ${what} → ${code}`, async (target) => {
    target.forge(forge(target));
    await target.refusesCallback(code);
  });
}
