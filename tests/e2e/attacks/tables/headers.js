/**
 * JOSE headers (RFC 7515 §4) that are not to be believed, over claims that are all right. Each case gives the
 * header and, where it is not the provider's own key that has signed, the token.
 */
import { createHmac, createPublicKey } from 'node:crypto';

import { createKey, DEEP, segment, signed, withText } from '../forge.js';

const INVALID = 'id_token.invalid_token';
const UNSUPPORTED = 'id_token.unsupported_algorithm';
const NO_KEY = 'id_token.key_not_found';

/** A header, signed by the provider's own key. */
const header = (change) => ({ header, claims, key }) =>
  signed({ header: change(header), claims, key });

const plus = (members) => header((own) => ({ ...own, ...members }));

/** Without a signature, or with what was there before. */
const unsigned = (alg, signature = '') => ({ header, claims }) =>
  `${segment({ ...header, alg })}.${segment(claims)}.${signature}`;

/** By a secret that everybody knows: the public key. */
const byPublicKey = (alg, spell) => ({ header, claims, key }) => {
  const input = `${segment({ ...header, alg })}.${segment(claims)}`;
  const secret = spell(createPublicKey(key.privateKey), key.jwk);

  return `${input}.${createHmac(alg.replace('HS', 'sha'), secret).update(input).digest('base64url')}`;
};

const SPELLINGS = [
  ['PEM', (key) => key.export({ type: 'spki', format: 'pem' })],
  ['PEM without its last newline', (key) => key.export({ type: 'spki', format: 'pem' }).trimEnd()],
  ['DER', (key) => key.export({ type: 'spki', format: 'der' })],
  ['JWK', (_key, jwk) => JSON.stringify(jwk)],
  ['x', (_key, { x }) => Buffer.from(x, 'base64url')],
];

const NO_STRINGS = [null, 5, true, ['ES384'], { alg: 'ES384' }];

const name = (value) => JSON.stringify(value) ?? 'missing';

export const WRONG_HEADERS = [
  ...['none', 'None', 'NONE', 'nOnE', 'none ', ''].map((alg) => [
    `with alg: ${name(alg)} and no signature`,
    UNSUPPORTED,
    unsigned(alg),
  ]),
  ['with alg: "none" and a signature', UNSUPPORTED, plus({ alg: 'none' })],
  ['with alg: "none" and a signature of zeros', UNSUPPORTED, unsigned('none', 'A'.repeat(128))],

  ...['HS256', 'HS384', 'HS512'].flatMap((alg) =>
    SPELLINGS.map(([what, spell]) => [
      `with alg: ${alg}, keyed by the public key as ${what}`,
      UNSUPPORTED,
      byPublicKey(alg, spell),
    ])
  ),
  ['with alg: HS256, keyed by nothing', UNSUPPORTED, byPublicKey('HS256', () => '')],

  // The provider announces ES384 only.
  ...['ES256', 'ES512', 'RS256', 'RS384', 'PS256', 'PS512', 'EdDSA', 'Ed25519', 'ES256K', 'es384', 'ES384 ', 'RSA-OAEP', 'dir'].map(
    (alg) => [`with alg: ${name(alg)}`, UNSUPPORTED, plus({ alg })]
  ),
  ['without alg', INVALID, plus({ alg: undefined })],
  ...NO_STRINGS.map((alg) => [`whose alg is ${name(alg)}`, INVALID, plus({ alg })]),

  ...NO_STRINGS.slice(1).map((kid) => [`whose kid is ${name(kid)}`, INVALID, plus({ kid })]),
  ...['', 'other', '../../dev/null', "' OR 1=1 --", 'https://evil.test/key', '__proto__'].map((kid) => [
    `whose kid is ${name(kid)}`,
    NO_KEY,
    plus({ kid }),
  ]),
  ['whose kid has a space behind', NO_KEY, header((own) => ({ ...own, kid: `${own.kid} ` }))],
  ['whose kid is in upper case', NO_KEY, header((own) => ({ ...own, kid: own.kid.toUpperCase() }))],

  ...[[], ['exp'], ['b64'], 'exp', {}, 0, false].map((crit) => [
    `with crit: ${name(crit)}`,
    INVALID,
    plus({ crit, exp: 5 }),
  ]),
  ['with b64: false and crit (RFC 7797)', INVALID, plus({ b64: false, crit: ['b64'] })],
  ['with b64: false and no crit', INVALID, plus({ b64: false })],
  ...['at+jwt', 'application/at+jwt', 'AT+JWT', 'logout+jwt', 'secevent+jwt', 'dpop+jwt'].map((typ) => [
    `that is of another kind (typ: ${typ})`,
    INVALID,
    plus({ typ }),
  ]),

  ...[null, 5, true, 'ES384', [], [{ alg: 'ES384' }]].map((whole) => [
    `whose header is ${name(whole)}`,
    INVALID,
    // As JSON text, which a plain string would not be.
    header(() => JSON.stringify(whole)),
  ]),
  ['whose header is empty', INVALID, header(() => '')],
  ['whose header is no JSON', INVALID, header(() => '{alg:"ES384"}')],
  ['whose header is cut', INVALID, header((own) => JSON.stringify(own).slice(0, -1))],
  ['whose header goes on', INVALID, header((own) => `${JSON.stringify(own)}{}`)],
  ['whose header begins with a byte order mark', INVALID, header((own) => `\uFEFF${JSON.stringify(own)}`)],
  [
    'whose header is no UTF-8',
    INVALID,
    header((own) => Buffer.concat([Buffer.from(withText(own, ['x', '"']).slice(0, -1)), Buffer.from([0xff]), Buffer.from('"}')])),
  ],
  ['whose header is 10,000 lists deep', INVALID, header(() => DEEP)],
  ['whose header has a member that is 10,000 lists deep', INVALID, header((own) => withText(own, ['x', DEEP]))],
  ['whose alg is in __proto__', INVALID, header(({ kid }) => `{"__proto__":{"alg":"ES384"},"kid":"${kid}"}`)],

  ['that says alg twice, none at last', UNSUPPORTED, header((own) => withText(own, ['alg', '"none"']))],
  ['that says kid twice, another one at last', NO_KEY, header((own) => withText(own, ['kid', '"other"']))],
  ['that says crit twice, one at last', INVALID, header((own) => withText(own, ['crit', 'null'], ['crit', '["exp"]']))],
  ['that spells alg twice, none at last', UNSUPPORTED, header((own) => `${JSON.stringify(own).slice(0, -1)},"\\u0061lg":"none"}`)],
];

export const RIGHT_HEADERS = [
  ['without kid, where one key fits', plus({ kid: undefined })],
  ['whose kid is null', plus({ kid: null })],
  ['with typ: JWT', plus({ typ: 'JWT' })],
  ['with typ: jwt', plus({ typ: 'jwt' })],
  ['with members that nobody knows', plus({ x: 'y', toString: 'text', constructor: {} })],
  ['that says alg twice, ES384 at last', header((own) => `{"alg":"none",${JSON.stringify(own).slice(1)}`)],
];

/** Where a header says that its key is to be found (RFC 7515 §4.1.2 to §4.1.6). `address` answers with it. */
export const KEY_PLACES = [
  ['jku', ({ address }) => ({ jku: address })],
  ['x5u', ({ address }) => ({ x5u: address })],
  ['jwk', ({ key }) => ({ jwk: key.jwk })],
  ['x5c', ({ key }) => ({ x5c: [createPublicKey(key.privateKey).export({ type: 'spki', format: 'der' }).toString('base64')] })],
  ['jku, x5u and jwk', ({ address, key }) => ({ jku: address, x5u: address, jwk: key.jwk })],
];

/** Whose key is meant by {@link KEY_PLACES}: another one than the provider's, under its name. */
export const strangerUnder = (kid) => {
  const key = createKey('ES384');

  return { ...key, kid, jwk: { ...key.jwk, kid } };
};
