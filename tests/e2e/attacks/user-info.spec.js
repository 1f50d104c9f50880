// User information (OIDC Core §5.3.2): it is the session's user's, or nobody's.

import { signed, withText } from './forge.js';
import { NO_OBJECTS, TOO_LARGE } from './tables/answers.js';
import { DISCOVERY, USER_INFO } from './target.js';
import { expect, test } from './test.js';

const INVALID = 'user_info.invalid';
const OTHER = 'user_info.subject_mismatched';

const refuses = async (target, code, { asks = 1 } = {}) => {
  await target.goTo(target.bench.address);
  const { client } = await target.refused({
    visitor: target.signedIn(),
    call: ['fetchUserInfo'],
    code,
  });

  expect(target.requests(USER_INFO)).toHaveLength(asks);
  return client;
};

const SUBJECTS = [
  [undefined, INVALID],
  ...['null', '5', 'true', '[]', '{}', '["somebody"]'].map((text) => [text, INVALID]),
  ...['""', '"alice"', '"Somebody"', '"somebody "', '"some"', '"somebody\\u0000"', '"s\u043emebody"'].map(
    (text) => [text, OTHER]
  ),
];

for (const [text, code] of SUBJECTS) {
  test(`user information whose sub is ${text ?? 'missing'} → ${code}`, async ({ target }) => {
    const { sub: _, ...others } = target.userInfo;

    target.answer(USER_INFO, withText(others, ...(text === undefined ? [] : [['sub', text]])));
    const client = await refuses(target, code);
    target.correct();
    expect(await client.call('fetchUserInfo')).toEqual(target.userInfo);
  });
}

test(`user information with our sub and another one behind → ${OTHER}`, async ({ target }) => {
  target.answer(USER_INFO, withText(target.userInfo, ['sub', '"alice"']));
  await refuses(target, OTHER);
});

for (const [what, body] of [...NO_OBJECTS, ...TOO_LARGE]) {
  test(`user information that is ${what} → ${INVALID}`, async ({ target }) => {
    target.answer(USER_INFO, body(target.userInfo));
    const client = await refuses(target, INVALID);
    target.correct();
    expect(await client.call('fetchUserInfo')).toEqual(target.userInfo);
  });
}

test(`user information as a signed token, which was not asked for → ${INVALID}`, async ({ target }) => {
  const { header, key, userInfo } = target;
  target.answer(USER_INFO, signed({ header, claims: userInfo, key }), { type: 'application/jwt' });
  await refuses(target, INVALID);
});

test('a provider without user information → discovery.endpoint_missing', async ({ target }) => {
  target.answer(DISCOVERY, { ...target.metadata, userinfo_endpoint: undefined });
  await refuses(target, 'discovery.endpoint_missing', { asks: 0 });
});

for (const name of ['__proto__', 'constructor', 'toString']) {
  test(`user information with a claim named ${name} is harmless`, async ({ target, page }) => {
    target.answer(USER_INFO, withText(target.userInfo, [name, '{"admin":true}']));
    await target.goTo(target.bench.address);
    await target.arrive(target.signedIn());

    const told = await page.evaluate(
      async ({ config, name }) => {
        const { default: LogtoClient } = await import('/logto-wasm/index.js');
        const claims = await new LogtoClient(config).fetchUserInfo();

        return {
          own: Object.getOwnPropertyDescriptor(claims, name)?.value,
          isPlain: Object.getPrototypeOf(claims) === Object.prototype,
          polluted: {}.admin,
        };
      },
      { config: target.config, name }
    );
    expect(told).toEqual({ own: { admin: true }, isPlain: true, polluted: undefined });
  });
}
