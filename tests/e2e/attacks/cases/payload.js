// The payload of an ID token as JSON text: what is spelt unusually is read by everybody in the same way, or by
// nobody.

import { expectEqual } from '../assertions.js';
import { caseList } from '../case-list.js';
import { DEEP, objectText, signed, withText } from '../forge.js';

const { cases, add } = caseList();

export { cases };

const INVALID = 'id_token.invalid_token';

const forgePayload = (target, payload) => {
  const { header, key } = target;

  target.forge(signed({ header, claims: payload, key }));
};

/** Each begins with the good value, or ends with it: the last one counts (RFC 7519 §4). */
const TWICE = [
  ['iss', 'https://evil.test/oidc', 'id_token.invalid_issuer'],
  ['sub', '', INVALID],
  ['aud', 'library', 'id_token.invalid_audience'],
  ['azp', 'library', 'id_token.invalid_audience'],
  ['exp', 1, 'id_token.expired'],
  ['iat', 1, 'id_token.invalid_iat'],
  ['nonce', 'replayed', 'id_token.invalid_nonce'],
  ['at_hash', 'AAAA', 'id_token.invalid_at_hash'],
];

/** What a page is told of who is signed in, by everything that tells it. */
const readersOf = async (target) => {
  const [claims, snapshot, raw] = await target.client.outcomes(
    ['getIdTokenClaims'],
    ['getSnapshot'],
    ['getIdToken']
  );

  return [
    claims.value,
    snapshot.value.claims,
    JSON.parse(Buffer.from(raw.value.split('.')[1], 'base64url')),
  ];
};

for (const [claim, evil, code] of TWICE) {
  const members = (target, ...values) => {
    const { [claim]: _, ...others } = target.claims;
    return withText(others, ...values.map((value) => [claim, JSON.stringify(value)]));
  };
  const goodOf = (target) => target.claims[claim] ?? target.bench.appId;

  add(`an ID token with a good ${claim} and a bad one behind → ${code}`, async (target) => {
    forgePayload(target, members(target, goodOf(target), evil));
    await target.refusesCallback(code);
  });

  add(`an ID token with a bad ${claim} and a good one behind is accepted, and read alike by all`, async (target) => {
    forgePayload(target, members(target, evil, goodOf(target)));
    await target.acceptsCallback();
    for (const claims of await readersOf(target)) expectEqual(claims[claim], goodOf(target));
  });
}

add('an ID token with a bad iss behind that is spelt with an escape → id_token.invalid_issuer', async (target) => {
  const text = JSON.stringify(target.claims).slice(0, -1);

  forgePayload(target, `${text},"\\u0069ss":"https://evil.test/oidc"}`);
  await target.refusesCallback('id_token.invalid_issuer');
});

add('an ID token for two users is for the last one, to all readers', async (target) => {
  forgePayload(target, withText(target.claims, ['sub', '"bob"']));
  await target.acceptsCallback();
  for (const { sub } of await readersOf(target)) expectEqual(sub, 'bob');
});

add('an ID token whose claims are all in __proto__ → id_token.invalid_token', async (target) => {
  forgePayload(target, objectText(['__proto__', JSON.stringify(target.claims)]));
  await target.refusesCallback(INVALID);
});

/** The claims with bytes in one of them that stand for no text. */
const withBytes = (...bytes) => ({ claims }) =>
  Buffer.concat([
    Buffer.from(`${JSON.stringify(claims).slice(0, -1)},"name":"`),
    Buffer.from(bytes),
    Buffer.from('"}'),
  ]);

const UNREADABLE = [
  ['has a byte that is no UTF-8', withBytes(0xff)],
  ['has half a character', withBytes(0xc3)],
  ['has an overlong slash', withBytes(0xc0, 0xaf)],
  ['has a surrogate in UTF-8', withBytes(0xed, 0xa0, 0x80)],
  ['has a character beyond Unicode', withBytes(0xf5, 0x80, 0x80, 0x80)],
  ['is UTF-16', ({ claims }) => Buffer.from(JSON.stringify(claims), 'utf16le')],
  ['begins with a byte order mark', ({ claims }) => `\uFEFF${JSON.stringify(claims)}`],
  ['is empty', () => ''],
  ['is null', () => 'null'],
  ['is true', () => 'true'],
  ['is a number', () => '5'],
  ['is a text', () => '"text"'],
  ['is the claims in a text', ({ claims }) => JSON.stringify(JSON.stringify(claims))],
  ['is a list', () => '[]'],
  ['is a list of the claims', ({ claims }) => JSON.stringify([claims])],
  ['is an empty object', () => '{}'],
  ['is no JSON', ({ claims }) => JSON.stringify(claims).replaceAll('"', "'")],
  ['is cut', ({ claims }) => JSON.stringify(claims).slice(0, -1)],
  ['goes on', ({ claims }) => `${JSON.stringify(claims)}{}`],
  ['has a comma too many', ({ claims }) => `${JSON.stringify(claims).slice(0, -1)},}`],
  ['has a comment', ({ claims }) => `/* */${JSON.stringify(claims)}`],
  ['has NaN', ({ claims }) => withText(claims, ['x', 'NaN'])],
  ['has a control character in a text', ({ claims }) => withText(claims, ['x', '"\n"'])],
  ['is 10,000 lists deep', () => DEEP],
  ['has a claim that is 10,000 lists deep', ({ claims }) => withText(claims, ['x', DEEP])],
];

for (const [what, payload] of UNREADABLE) {
  add(`an ID token whose payload ${what} → ${INVALID}`, async (target) => {
    forgePayload(target, payload(target));
    await target.refusesCallback(INVALID);
  });
}
