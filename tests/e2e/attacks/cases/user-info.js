// User information (OIDC Core §5.3.2): it is the session's user's, or nobody's.

import { caseList } from '../case-list.js';
import { signed, withText } from '../forge.js';
import { NO_OBJECTS, TOO_LARGE } from '../tables/answers.js';
import { DISCOVERY, USER_INFO } from '../target.js';

const { cases, add } = caseList();

export { cases };

const INVALID = 'user_info.invalid';
const OTHER = 'user_info.subject_mismatched';

const refuses = (target, code) => target.refusesUserInfo(code, { asks: 1 });

const SUBJECTS = [
  [undefined, INVALID],
  ...['null', '5', 'true', '[]', '{}', '["somebody"]'].map((text) => [text, INVALID]),
  ...['""', '"alice"', '"Somebody"', '"somebody "', '"some"', '"somebody\\u0000"', '"s\u043emebody"'].map(
    (text) => [text, OTHER]
  ),
];

for (const [text, code] of SUBJECTS) {
  add(`user information whose sub is ${text ?? 'missing'} → ${code}`, async (target) => {
    const { sub: _, ...others } = target.userInfo;

    target.answer(USER_INFO, withText(others, ...(text === undefined ? [] : [['sub', text]])));
    const client = await refuses(target, code);
    target.correct();
    await target.acceptsUserInfo(client);
  });
}

add(`user information with our sub and another one behind → ${OTHER}`, async (target) => {
  target.answer(USER_INFO, withText(target.userInfo, ['sub', '"alice"']));
  await refuses(target, OTHER);
});

for (const [what, body] of [...NO_OBJECTS, ...TOO_LARGE]) {
  add(`user information that is ${what} → ${INVALID}`, async (target) => {
    target.answer(USER_INFO, body(target.userInfo));
    const client = await refuses(target, INVALID);
    target.correct();
    await target.acceptsUserInfo(client);
  });
}

add(`user information as a signed token, which was not asked for → ${INVALID}`, async (target) => {
  const { header, key, userInfo } = target;
  target.answer(USER_INFO, signed({ header, claims: userInfo, key }), { type: 'application/jwt' });
  await refuses(target, INVALID);
});

add('a provider without user information → discovery.endpoint_missing', async (target) => {
  target.answer(DISCOVERY, { ...target.metadata, userinfo_endpoint: undefined });
  await target.refusesUserInfo('discovery.endpoint_missing', { asks: 0 });
});
