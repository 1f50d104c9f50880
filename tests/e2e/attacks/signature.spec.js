// The signature of an ID token, and how a token is spelt (RFC 7515 §7.1).

import { NO_TOKENS, RIGHT_SPELLINGS, WRONG_SIGNATURES } from './tables/signatures.js';
import { test } from './test.js';

for (const [what, forge] of RIGHT_SPELLINGS) {
  test(`an ID token ${what} is accepted`, async ({ target }) => {
    target.forge(forge(target));
    await target.acceptsCallback();
  });
}

for (const [what, code, forge] of [...WRONG_SIGNATURES, ...NO_TOKENS]) {
  test(`an ID token ${what} → ${code}`, async ({ target }) => {
    target.forge(forge(target));
    await target.refusesCallback(code);
  });
}
