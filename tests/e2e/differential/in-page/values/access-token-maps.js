// What is stored as `accessToken`: a map of tokens, or something else.

import { now } from '../provider.js';

const KEYS = [
  ...['@', '@', '@', '@https://api.test', '@https://api.test', '@#organization', '@ä b&c=d'],
  ...['@https://api.test#organization', '@#ä&b', '@__proto__', '@a#b'],
  ...['read@', 'read write@https://api.test', 'https://api.test', '', '__proto__'],
];

const odd =
  (right, ...values) =>
  (random) =>
    random.chance(0.97) ? random.pick(right()) : random.pick(values);

const token = odd(() => ['access token', 'ä😀', 'e30.e30.e30'], '', 42, null, undefined, {});
const scope = odd(() => ['', 'read', 'openid ä'], 42, null, undefined, []);
const expiresAt = odd(
  () => [now() + 3600, now() + 1, now(), now() - 1, now() + 0.5, 0, -1, 1e21],
  String(now() + 3600),
  null,
  undefined,
  true
);

const entry = (random) => {
  if (random.chance(0.02)) return random.pick([null, 42, 'token', [], {}]);
  const fields = { token: token(random), scope: scope(random), expiresAt: expiresAt(random) };
  return random.chance(0.05) ? { ...fields, more: { of: [1] } } : fields;
};

const NO_MAPS = ['', 'null', '[]', '42', '"text"', '{', 'not JSON', '[null]', '{"@":', ' {} '];

/** @returns {string | undefined} the stored text */
export const accessTokenMap = (random) => {
  if (random.chance(0.1)) return undefined;
  if (random.chance(0.05)) return random.pick(NO_MAPS);

  const members = random
    .several(KEYS, 4)
    .map((key) => `${JSON.stringify(key)}:${JSON.stringify(entry(random))}`);
  return `{${members.join(',')}}`;
};
