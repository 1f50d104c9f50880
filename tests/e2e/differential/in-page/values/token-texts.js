// Token strings: right ones, ones with claims that are not as usual, and what is none.

import { base64url, utf8 } from '../base64url.js';
import { CONFIG } from '../constants.js';
import { claimsFor, signText } from '../provider.js';

/** The same text for the same payload: signatures by elliptic curves are never the same twice. */
const signed = new Map();
const signOnce = (payload) => {
  if (!signed.has(payload)) signed.set(payload, signText(payload));
  return signed.get(payload);
};

/** As JSON texts: not everything that JSON can say is a value of JavaScript. */
const ODD_CLAIMS = [
  'null',
  '42',
  '-1.5',
  '1e400',
  '12345678901234567890',
  'true',
  'false',
  '""',
  '"text"',
  '"ä 日本 😀"',
  '"\\ud800"',
  '"\\u0000"',
  '[]',
  '["a","b"]',
  '{}',
  '{"a":{"b":[null]}}',
];

/** Of ID tokens and of access tokens, and some of neither. */
const NAMES = [
  ...['iss', 'sub', 'aud', 'exp', 'iat', 'sub', 'iss'],
  ...['at_hash', 'name', 'username', 'picture', 'email', 'phone_number'],
  ...['email_verified', 'phone_number_verified', 'nonce', 'organizations'],
  ...['jti', 'client_id', 'scope'],
  ...['__proto__', 'constructor', 'toString', '', 'ä', 'custom'],
];

const member = (name, text) => `${JSON.stringify(name)}:${text}`;

const RIGHT = Object.entries(claimsFor(CONFIG.endpoint, CONFIG.appId)).map(([name, value]) => [
  name,
  JSON.stringify(value),
]);

const objectText = (random) => {
  let members = [...RIGHT];
  for (const name of random.several(NAMES, 3)) {
    const rest = members.filter(([known]) => known !== name);
    // Gone, another one, or there twice.
    members = random.pick([
      rest,
      [...rest, [name, random.pick(ODD_CLAIMS)]],
      [...rest, [name, random.pick(ODD_CLAIMS)]],
      [...members, [name, random.pick(ODD_CLAIMS)]],
    ]);
  }
  return `{${random
    .shuffled(members)
    .map(([name, text]) => member(name, text))
    .join(random.pick([',', ' ,\n']))}}`;
};

const nested = (depth) => `${'['.repeat(depth)}${']'.repeat(depth)}`;

const NO_OBJECTS = [
  '',
  ' ',
  'null',
  'true',
  '42',
  '"text"',
  '[]',
  '[{"sub":"alice"}]',
  '{',
  '{"sub":"alice",}',
  "{'sub':'alice'}",
  '{"sub":"alice"} and more',
  '{"sub":undefined}',
  '\ufeff{"sub":"alice"}',
  nested(100),
  `{"iss":"i","sub":"alice","aud":"a","exp":1,"iat":1,"deep":${nested(100)}}`,
];

/** Ways to write a segment that are not base64url without padding. */
const SPELLINGS = {
  padded: (segment) => `${segment}${'='.repeat((4 - (segment.length % 4)) % 4)}`,
  'padded too much': (segment) => `${segment}====`,
  'base64': (segment) => segment.replaceAll('-', '+').replaceAll('_', '/'),
  'with white space': (segment) => `${segment.slice(0, 4)} \n${segment.slice(4)}`,
  'with another character': (segment) => `${segment.slice(0, 4)}!${segment.slice(4)}`,
  'a character short': (segment) => segment.slice(0, -1),
  'with bits that are none': (segment) => {
    const last = { A: 'B', Q: 'R', g: 'h', w: 'x', 0: '1' }[segment.at(-1)];
    return last ? segment.slice(0, -1) + last : `${segment}B`;
  },
  'no UTF-8': () => base64url([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]),
  'half a character': (segment) => `${segment}4oI`,
};

const part = (text) => base64url(utf8(text));

/** With other parts than three. */
const PARTS = {
  'a signature short': (h, p) => `${h}.${p}`,
  'a part more': (h, p, s) => `${h}.${p}.${s}.${s}`,
  'of five parts': (h, p, s) => `${h}.${p}.${s}.${p}.${s}`,
  'without a header': (h, p, s) => `.${p}.${s}`,
  'without a payload': (h, p, s) => `${h}..${s}`,
  'without a signature': (h, p) => `${h}.${p}.`,
  'with a point more': (h, p, s) => `${h}.${p}.${s}.`,
  'payload alone': (h, p) => p,
  'header of another sort': (h, p, s) => `!.${p}.${s}`,
  'signature of another sort': (h, p) => `${h}.${p}.ä !`,
  'with white space': (h, p, s) => ` ${h}.${p}.${s}\n`,
  'as in a header': (h, p, s) => `Bearer ${h}.${p}.${s}`,
  'parted by commas': (h, p, s) => `${h},${p},${s}`,
};

const NO_TOKENS = [
  ...['', ' ', '.', '..', '...', '....', 'token', 'ä', '😀.😀.😀', 'null', 'undefined', '{}'],
  ...['a.b', 'a.b.c', '\u0000', 'e30', 'e30.e30', 'e30.e30.e30', '.e30.', 'W10.W10.W10'],
];

/** @returns {Promise<{ is: string, what?: string, token: string }>} */
export const tokenText = async (random) => {
  const payload = objectText(random);
  const token = await signOnce(payload);
  const [h, p, s] = token.split('.');
  const key = (table) => random.pick(Object.keys(table));

  return random.pick([
    ...Array(5).fill(() => ({ is: 'claims', payload, token })),
    () => {
      const text = random.pick(NO_OBJECTS);
      return { is: 'no object', payload: text, token: `${h}.${part(text)}.${s}` };
    },
    () => {
      const what = key(SPELLINGS);
      return { is: 'spelling', what, payload, token: `${h}.${SPELLINGS[what](p)}.${s}` };
    },
    () => {
      const what = key(PARTS);
      return { is: 'parts', what, payload, token: PARTS[what](h, p, s) };
    },
    () => ({ is: 'no token', token: random.pick(NO_TOKENS) }),
  ])();
};
