/**
 * Every claim that is checked, in every way that it can be wrong. The change is made to the good claims, and
 * signed by the provider's own key.
 */
import { atHash } from '../forge.js';

const DAY = 24 * 60 * 60;
const TEN_MINUTES = 10 * 60;

const INVALID = 'id_token.invalid_token';

/** Types that a claim may come in, other than its own. */
const TYPES = {
  null: null,
  'a number': 5,
  'a string': 'text',
  true: true,
  'a list': ['text'],
  'an object': { is: 'text' },
};

const ofTypes = (claim, code, types) =>
  types.map((type) => [`whose ${claim} is ${type}`, code, () => ({ [claim]: TYPES[type] })]);

const NO_STRING = ['a number', 'true', 'a list', 'an object'];
const NO_NUMBER = ['a string', 'true', 'a list', 'an object'];

const missing = (claim, code = INVALID) => [`without ${claim}`, code, () => ({ [claim]: undefined })];

/** No time at all: who sets a clock by it, or adds to it, gets nowhere. */
const absurd = (claim) => [
  [`whose ${claim} is 1e300`, INVALID, () => ({ [claim]: 1e300 })],
  [`whose ${claim} is -1e300`, INVALID, () => ({ [claim]: -1e300 })],
  [`whose ${claim} is -1`, INVALID, () => ({ [claim]: -1 })],
  [`whose ${claim} is in milliseconds`, INVALID, ({ now }) => ({ [claim]: (now + 60) * 1000 })],
];

const upperCase = (issuer) => issuer.replace('localhost', 'LOCALHOST');

/** What holds of a sign-in and of a renewal. */
export const WRONG_CLAIMS = [
  missing('iss'),
  ...ofTypes('iss', INVALID, ['null', ...NO_STRING]),
  ['whose iss is empty', 'id_token.invalid_issuer', () => ({ iss: '' })],
  ['of another issuer', 'id_token.invalid_issuer', () => ({ iss: 'https://evil.test/oidc' })],
  ['whose iss ends with a slash', 'id_token.invalid_issuer', ({ iss }) => ({ iss: `${iss}/` })],
  ['whose iss has a space behind', 'id_token.invalid_issuer', ({ iss }) => ({ iss: `${iss} ` })],
  ['whose iss is in upper case', 'id_token.invalid_issuer', ({ iss }) => ({ iss: upperCase(iss) })],
  ['whose iss is on https', 'id_token.invalid_issuer', ({ iss }) => ({ iss: iss.replace('http:', 'https:') })],
  ['whose iss is the endpoint alone', 'id_token.invalid_issuer', ({ iss }) => ({ iss: new URL(iss).origin })],
  ['whose iss is another one beside ours', INVALID, ({ iss }) => ({ iss: [iss, 'https://evil.test'] })],

  missing('sub'),
  ...ofTypes('sub', INVALID, ['null', ...NO_STRING]),
  ['whose sub is empty', INVALID, () => ({ sub: '' })],

  missing('aud'),
  ...ofTypes('aud', INVALID, ['null', 'a number', 'true', 'an object']),
  ['whose aud is empty', 'id_token.invalid_audience', () => ({ aud: '' })],
  ['for nobody (aud: [])', 'id_token.invalid_audience', () => ({ aud: [] })],
  ['for another app (aud)', 'id_token.invalid_audience', () => ({ aud: 'library' })],
  ['for another app alone (aud)', 'id_token.invalid_audience', () => ({ aud: ['library'] })],
  ['for the app in other case (aud)', 'id_token.invalid_audience', () => ({ aud: 'Bench' })],
  ['for the app and a space (aud)', 'id_token.invalid_audience', () => ({ aud: 'bench ' })],
  ['for a part of the app (aud)', 'id_token.invalid_audience', () => ({ aud: 'ben' })],
  ['for apps in one text (aud)', 'id_token.invalid_audience', () => ({ aud: 'bench library' })],
  ['for the issuer itself (aud)', 'id_token.invalid_audience', ({ iss }) => ({ aud: iss })],
  ['for several apps, without azp', 'id_token.invalid_audience', () => ({ aud: ['bench', 'library'] })],
  ['for the app twice, without azp', 'id_token.invalid_audience', () => ({ aud: ['bench', 'bench'] })],
  ['whose aud lists a number', INVALID, () => ({ aud: ['bench', 5] })],
  ['whose aud lists null', INVALID, () => ({ aud: ['bench', null] })],
  ['whose aud lists a list', INVALID, () => ({ aud: [['bench']] })],
  ['whose aud is an object by the app', INVALID, () => ({ aud: { bench: true } })],

  ['issued to another app (azp)', 'id_token.invalid_audience', () => ({ azp: 'library' })],
  [
    'for several apps, issued to another one (azp)',
    'id_token.invalid_audience',
    () => ({ aud: ['bench', 'library'], azp: 'library' }),
  ],
  [
    'for another app, issued to us (azp)',
    'id_token.invalid_audience',
    () => ({ aud: ['library'], azp: 'bench' }),
  ],
  ['whose azp is empty', 'id_token.invalid_audience', () => ({ azp: '' })],
  ...ofTypes('azp', INVALID, NO_STRING),

  missing('exp'),
  ...ofTypes('exp', INVALID, ['null', ...NO_NUMBER]),
  ['whose exp is a number in a text', INVALID, ({ exp }) => ({ exp: String(exp) })],
  ['that has expired', 'id_token.expired', ({ iat }) => ({ exp: iat - TEN_MINUTES })],
  ['that has expired a year ago', 'id_token.expired', ({ iat }) => ({ exp: iat - 365 * DAY })],
  ...absurd('exp'),

  missing('iat'),
  ...ofTypes('iat', INVALID, ['null', ...NO_NUMBER]),
  ['whose iat is a number in a text', INVALID, ({ iat }) => ({ iat: String(iat) })],
  [
    'that was issued long ago',
    'id_token.invalid_iat',
    ({ iat, exp }) => ({ iat: iat - 2 * DAY, exp: exp - 2 * DAY }),
  ],
  [
    'that will be issued in two days',
    'id_token.invalid_iat',
    ({ iat, exp }) => ({ iat: iat + 2 * DAY, exp: exp + 2 * DAY }),
  ],
  ...absurd('iat'),

  ...ofTypes('nbf', INVALID, NO_NUMBER),
  ['that is not valid yet', 'id_token.not_yet_valid', ({ iat }) => ({ nbf: iat + TEN_MINUTES })],
  ['that is not valid before tomorrow', 'id_token.not_yet_valid', ({ iat }) => ({ nbf: iat + DAY })],
  ...absurd('nbf'),

  ['of another sign-in (nonce)', 'id_token.invalid_nonce', () => ({ nonce: 'replayed' })],
  ['whose nonce is empty', 'id_token.invalid_nonce', () => ({ nonce: '' })],
  ['whose nonce is cut', 'id_token.invalid_nonce', ({ nonce }) => ({ nonce: nonce.slice(0, -1) })],
  ['whose nonce goes on', 'id_token.invalid_nonce', ({ nonce }) => ({ nonce: `${nonce}A` })],
  [
    'whose nonce is in other case',
    'id_token.invalid_nonce',
    ({ nonce }) => ({ nonce: nonce.replace(/[a-z]/g, (letter) => letter.toUpperCase()) }),
  ],
  ...ofTypes('nonce', INVALID, NO_STRING),
  ['whose nonce is a list with ours', INVALID, ({ nonce }) => ({ nonce: [nonce] })],

  [
    'for another access token (at_hash)',
    'id_token.invalid_at_hash',
    () => ({ at_hash: atHash('another access token') }),
  ],
  ['whose at_hash is empty', 'id_token.invalid_at_hash', () => ({ at_hash: '' })],
  [
    'whose at_hash is cut',
    'id_token.invalid_at_hash',
    ({ at_hash }) => ({ at_hash: at_hash.slice(0, 16) }),
  ],
  [
    'whose at_hash is by another hash function',
    'id_token.invalid_at_hash',
    (_claims, { access_token }) => ({ at_hash: atHash(access_token, 'sha256') }),
  ],
  [
    'whose at_hash is of the refresh token',
    'id_token.invalid_at_hash',
    (_claims, { refresh_token }) => ({ at_hash: atHash(refresh_token) }),
  ],
  ...ofTypes('at_hash', INVALID, NO_STRING),
].map(([what, code, change]) => [
  what,
  code,
  ({ claims, good, now }) => change({ ...claims, now }, good),
]);

/** A renewed token may be without the nonce (OIDC Core §12.2); that of a sign-in may not. */
export const WITHOUT_NONCE = [
  ['without nonce', () => ({ nonce: undefined })],
  ['whose nonce is null', () => ({ nonce: null })],
];

/** Unusual, and right. */
export const RIGHT_CLAIMS = [
  ['whose aud is a list of the app', () => ({ aud: ['bench'] })],
  ['for several apps, issued to us (azp)', () => ({ aud: ['library', 'bench'], azp: 'bench' })],
  ['whose azp is the app', () => ({ azp: 'bench' })],
  ['whose azp is null', () => ({ azp: null })],
  ['whose nbf is its iat', ({ claims }) => ({ nbf: claims.iat })],
  ['whose nbf is null', () => ({ nbf: null })],
  ['without at_hash', () => ({ at_hash: undefined })],
  ['whose at_hash is null', () => ({ at_hash: null })],
  ['whose times have fractions', ({ claims }) => ({ iat: claims.iat + 0.5, exp: claims.exp + 0.5 })],
];

/** JSON has numbers that no double holds. */
export const INFINITE_TIMES = ['exp', 'iat', 'nbf'];
