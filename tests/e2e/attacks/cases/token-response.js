// What the token endpoint answers at a sign-in, around an ID token that is all right.

import { caseList } from '../case-list.js';
import { atHash, signed, withText } from '../forge.js';
import { NO_OBJECTS, TOO_LARGE } from '../tables/answers.js';
import { RIGHT_FIELDS, WRONG_FIELDS } from '../tables/token-answers.js';
import { TOKEN } from '../target.js';

const { cases, add } = caseList();

export { cases };

const CODE = 'token_response.invalid';

/** The good answer with one field to the letter. Its ID token names the access token that is there. */
const answerWith = (target, name, text) => {
  const { header, claims, key, good } = target;
  const others = { ...good, [name]: undefined };

  if (name === 'access_token' && text !== undefined) {
    const at_hash = atHash(String(JSON.parse(text)));
    others.id_token = signed({ header, claims: { ...claims, at_hash }, key });
  }
  target.answer(TOKEN, withText(others, ...(text === undefined ? [] : [[name, text]])));
};

for (const [what, name, text] of RIGHT_FIELDS) {
  add(`a token answer ${what} is accepted`, async (target) => {
    answerWith(target, name, text);
    await target.acceptsCallback();
  });
}

for (const [what, name, text] of WRONG_FIELDS) {
  add(`a token answer ${what} → ${CODE}`, async (target) => {
    answerWith(target, name, text);
    await target.refusesCallback(CODE, { sends: 1 });
  });
}

for (const [what, text] of [['without an ID token', undefined], ['whose ID token is null', 'null']]) {
  add(`a token answer ${what} → ${CODE}`, async (target) => {
    answerWith(target, 'id_token', text);
    await target.refusesCallback(CODE, { sends: 1 });
  });
}

for (const [what, body] of [...NO_OBJECTS, ...TOO_LARGE]) {
  add(`a token answer that is ${what} → ${CODE}`, async (target) => {
    target.answer(TOKEN, body(target.good));
    await target.refusesCallback(CODE, { sends: 1 });
  });
}

add('a token answer with a good token type and another one behind → token_response.invalid', async (target) => {
  target.answer(TOKEN, withText(target.good, ['token_type', '"mac"']));
  await target.refusesCallback(CODE, { sends: 1 });
});
