/** Signatures that are none, and texts that are no token. */
import { createKey, segment, signatureOver, signed, signedSegments, withText } from '../forge.js';

const WRONG = 'id_token.invalid_signature';
const INVALID = 'id_token.invalid_token';

/** The token with another signature, made of the right one. */
const signature = (change) => (target) => {
  const { header, claims, key } = target;
  const input = `${segment(header)}.${segment(claims)}`;

  return `${input}.${Buffer.from(change(signatureOver(input, key), input, target)).toString('base64url')}`;
};

const HALF = 48;

const flipped = (bytes, at) => {
  const copy = Buffer.from(bytes);
  copy[at] ^= 1;
  return copy;
};

/** The token in its three parts, put together another way. */
const parts = (change) => ({ header, claims, key }) =>
  change(...signed({ header, claims, key }).split('.'));

/** A part that ends within a byte: its last character has bits to spare. */
const uneven = (object, remainder) => {
  for (let filling = ''; ; filling += 'x') {
    const text = JSON.stringify({ ...object, filling });
    if (Buffer.byteLength(text) % 3 === remainder) return text;
  }
};

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** The same bytes to a lenient decoder. */
const withSpareBits = (text) =>
  text.slice(0, -1) + ALPHABET[ALPHABET.indexOf(text.at(-1)) + 1];

/** Claims whose base64url has both of the characters that base64 spells otherwise. */
const claimsWith = (claims) => ({ ...claims, name: '???>>>~~~ÿÿÿ' });

const plain = (text) => text.replaceAll('-', '+').replaceAll('_', '/');

/** Spelt otherwise, and signed as it is spelt: only the spelling is wrong. */
const spelt = (spell) => ({ header, claims, key }) => {
  const [head, body] = spell(header, claims);
  return signedSegments(head, body, key);
};

export const WRONG_SIGNATURES = [
  ['with an empty signature', WRONG, parts((head, body) => `${head}.${body}.`)],
  ['whose signature is all zero', WRONG, signature((right) => Buffer.alloc(right.length))],
  ['whose signature is zeros of another length', WRONG, signature(() => Buffer.alloc(64))],
  ['whose signature is one zero', WRONG, signature(() => Buffer.alloc(1))],
  ['whose r is zero', WRONG, signature((right) => Buffer.concat([Buffer.alloc(HALF), right.subarray(HALF)]))],
  ['whose s is zero', WRONG, signature((right) => Buffer.concat([right.subarray(0, HALF), Buffer.alloc(HALF)]))],
  ['whose r and s are all ones', WRONG, signature(() => Buffer.alloc(2 * HALF, 0xff))],
  ['whose r and s are one', WRONG, signature(() => flipped(flipped(Buffer.alloc(2 * HALF), HALF - 1), 2 * HALF - 1))],
  ['whose r and s are swapped', WRONG, signature((right) => Buffer.concat([right.subarray(HALF), right.subarray(0, HALF)]))],
  ['whose signature is cut', WRONG, signature((right) => right.subarray(0, -1))],
  ['whose signature is cut in half', WRONG, signature((right) => right.subarray(0, HALF))],
  ['whose signature has a byte more', WRONG, signature((right) => Buffer.concat([right, Buffer.alloc(1)]))],
  ['whose signature has a byte before', WRONG, signature((right) => Buffer.concat([Buffer.alloc(1), right]))],
  ['whose signature is there twice', WRONG, signature((right) => Buffer.concat([right, right]))],
  ['whose signature is 100 kB', WRONG, signature(() => Buffer.alloc(100 * 1024, 7))],
  ['whose signature is DER', WRONG, signature((_right, input, { key }) => signatureOver(input, { ...key, der: true }))],
  ['whose first bit of the signature is another', WRONG, signature((right) => flipped(right, 0))],
  ['whose last bit of the signature is another', WRONG, signature((right) => flipped(right, right.length - 1))],
  ['with the signature of another token', WRONG, signature((_right, _input, { key }) => signatureOver('e30.e30', key))],
  ['with the signature of the payload alone', WRONG, signature((_right, input, { key }) => signatureOver(input.split('.')[1], key))],
  ['with the signature of the parts without a dot', WRONG, signature((_right, input, { key }) => signatureOver(input.replace('.', ''), key))],
  ['signed by another key under the same name', WRONG, ({ header, claims }) => signed({ header, claims, key: createKey('ES384') })],
  ['signed by a key of another curve under the same name', WRONG, ({ header, claims }) => signed({ header, claims, key: createKey('ES256') })],
  ['whose payload is detached', WRONG, parts((head, _body, tail) => `${head}..${tail}`)],
  ['whose payload was changed', WRONG, (target) => parts((head, _body, tail) => `${head}.${segment({ ...target.claims, sub: 'evil' })}.${tail}`)(target)],
  ['whose payload was respelt', WRONG, (target) => parts((head, _body, tail) => `${head}.${segment(` ${JSON.stringify(target.claims)}`)}.${tail}`)(target)],
  ['whose header was changed', WRONG, (target) => parts((_head, body, tail) => `${segment(withText(target.header, ['x', '1']))}.${body}.${tail}`)(target)],
  ['signed by a key that the provider does not publish', 'id_token.key_not_found', ({ claims }) => {
    const key = createKey('ES384');
    return signed({ header: { alg: 'ES384', kid: key.kid }, claims, key });
  }],
];

export const NO_TOKENS = [
  ['that is empty', () => ''],
  ['that is no token', () => 'not-a-token'],
  ['that is two dots', () => '..'],
  ['that is a URL', () => 'https://evil.test/token'],
  ['without its signature and dot', parts((head, body) => `${head}.${body}`)],
  ['of four segments', parts((head, body, tail) => `${head}.${body}.${tail}.`)],
  ['of four segments that are full', parts((head, body, tail) => `${head}.${body}.${tail}.${tail}`)],
  ['of five segments, as an encrypted one', parts((head, body, tail) => `${head}.${tail}.${body}.${body}.${tail}`)],
  ['that begins with a dot', parts((head, body, tail) => `.${head}.${body}.${tail}`)],
  ['in JSON serialization', parts((head, body, tail) => JSON.stringify({ protected: head, payload: body, signature: tail }))],
  ['with a space before', parts((...three) => ` ${three.join('.')}`)],
  ['with a newline behind', parts((...three) => `${three.join('.')}\n`)],
  ['with spaces about its dots', parts((...three) => three.join(' . '))],
  ['with a newline within', parts((head, body, tail) => `${head}.${body.slice(0, 8)}\n${body.slice(8)}.${tail}`)],
  ['with a null character behind', parts((...three) => `${three.join('.')}\0`)],
  ['with Bearer before', parts((...three) => `Bearer ${three.join('.')}`)],
  ['whose signature is padded', parts((head, body, tail) => `${head}.${body}.${tail}==`)],
  ['whose signature has a character too many', parts((head, body, tail) => `${head}.${body}.${tail}A`)],
  ['whose signature is in hex with a sign', parts((head, body) => `${head}.${body}.0x!!`)],
  ['whose payload is padded', spelt((header, claims) => [segment(header), `${segment(uneven(claims, 1))}==`])],
  ['whose header is padded', spelt((header, claims) => [`${segment(uneven(header, 2))}=`, segment(claims)])],
  ['whose payload has bits to spare that are set', spelt((header, claims) => [segment(header), withSpareBits(segment(uneven(claims, 1)))])],
  ['whose payload has two bits to spare that are set', spelt((header, claims) => [segment(header), withSpareBits(segment(uneven(claims, 2)))])],
  ['whose header has bits to spare that are set', spelt((header, claims) => [withSpareBits(segment(uneven(header, 1))), segment(claims)])],
  ['whose payload is base64 with + and /', spelt((header, claims) => [segment(header), plain(segment(claimsWith(claims)))])],
  ['whose payload has an equals sign within', spelt((header, claims) => [segment(header), `${segment(claims).slice(0, 4)}=${segment(claims).slice(4)}`])],
].map(([what, forge]) => [what, INVALID, forge]);

/** The same spellings without their mistake. */
export const RIGHT_SPELLINGS = [
  ['whose payload ends within a byte', spelt((header, claims) => [segment(header), segment(uneven(claims, 1))])],
  ['whose header ends within a byte', spelt((header, claims) => [segment(uneven(header, 2)), segment(claims)])],
  ['whose payload has - and _', spelt((header, claims) => [segment(header), segment(claimsWith(claims))])],
];
