// The provider's JWK Set (RFC 7517): which of its keys may verify an ID token, and sets that are none.

import { caseList } from '../case-list.js';
import { createKey, random, signed } from '../forge.js';
import { NO_OBJECTS, TOO_LARGE } from '../tables/answers.js';
import { DISCOVERY, JWKS } from '../target.js';

const { cases, add } = caseList();

export { cases };

const NO_KEY = 'id_token.key_not_found';
const WRONG = 'id_token.invalid_signature';
const ALGORITHMS = ['ES256', 'ES384', 'ES512', 'RS256', 'PS256', 'EdDSA'];

/** The provider signs with `key` and publishes `keys`; it announces every algorithm. */
const publish = (target, key, keys, header = {}) => {
  const { metadata, claims } = target;

  target.answer(DISCOVERY, { ...metadata, id_token_signing_alg_values_supported: ALGORITHMS });
  target.answer(JWKS, { keys });
  // The access token's hash is another one with another algorithm.
  const named = { alg: key.alg, kid: key.kid, ...header };
  target.forge(signed({ header: named, claims: { ...claims, at_hash: undefined }, key }));
};

// A new client: one that has met a key of no use asks for others only after a while.
const refuses = (target, code) => target.refusesCallback(code, { isKept: false });

for (const alg of ALGORITHMS) {
  add(`a key for ${alg} that is as it should be verifies`, async (target) => {
    const key = createKey(alg);
    publish(target, key, [key.jwk]);
    await target.acceptsCallback();
  });

  add(`a key for ${alg} that is published with its private part → ${NO_KEY}`, async (target) => {
    const key = createKey(alg);
    publish(target, key, [key.privateJwk]);
    await refuses(target, NO_KEY);
  });
}

const curve = (key) => ({ x: key.jwk.y, y: key.jwk.x });
const ZERO = Buffer.alloc(48).toString('base64url');

/** What is changed about the published key, and nothing else. */
const MEMBERS = [
  ...['enc', 'tls', '', 'SIG', 5, ['sig'], true].map((use) => [NO_KEY, { use }]),
  ...[['sign'], [], ['encrypt'], ['VERIFY'], 'verify', 5, { verify: true }].map((key_ops) => [NO_KEY, { key_ops }]),
  ...['ES256', 'RS256', 'HS256', 'none', 'es384', '', 5, ['ES384']].map((alg) => [NO_KEY, { alg }]),
  ...['RSA', 'OKP', 'oct', 'ec', '', undefined, null, 5, ['EC']].map((kty) => [NO_KEY, { kty }]),
  ...['P-256', 'P-521', 'p-384', 'secp256k1', '', undefined, null, 5, ['P-384']].map((crv) => [NO_KEY, { crv }]),
  ...[undefined, null, 5, ['AAAA']].map((x) => [NO_KEY, { x }]),
  ...[undefined, null, 5, ['AAAA']].map((y) => [NO_KEY, { y }]),
  ...[undefined, null, 5, 'other', '', ['kid']].map((kid) => [NO_KEY, { kid }]),
  ...['', 'AAAA', '!', ZERO, 'A'.repeat(66)].map((x) => [WRONG, { x }]),
  ...['', 'AAAA', '!', ZERO, 'A'.repeat(66)].map((y) => [WRONG, { y }]),
  [WRONG, { x: ZERO, y: ZERO }],
];

for (const [code, change] of MEMBERS) {
  const what = Object.entries(change).map(([name, value]) => `${name}: ${JSON.stringify(value) ?? 'missing'}`);

  add(`a key with ${what.join(', ')} → ${code}`, async (target) => {
    const key = createKey('ES384');
    publish(target, key, [{ ...key.jwk, ...change }]);
    await refuses(target, code);
  });
}

add(`a key whose coordinates are swapped, which is not on the curve → ${WRONG}`, async (target) => {
  const key = createKey('ES384');
  publish(target, key, [{ ...key.jwk, ...curve(key) }]);
  await refuses(target, WRONG);
});

const RSA = [
  ['of 1024 bits', NO_KEY, () => createKey('RS256', ['rsa', { modulusLength: 1024 }]), (jwk) => jwk],
  ['of 2040 bits', NO_KEY, () => createKey('RS256', ['rsa', { modulusLength: 2040 }]), (jwk) => jwk],
  ['of 512 bits for PS256', NO_KEY, () => createKey('PS256', ['rsa', { modulusLength: 1024 }]), (jwk) => jwk],
  ['without n', NO_KEY, () => createKey('RS256'), (jwk) => ({ ...jwk, n: undefined })],
  ['without e', NO_KEY, () => createKey('RS256'), (jwk) => ({ ...jwk, e: undefined })],
  ['whose n is a number', NO_KEY, () => createKey('RS256'), (jwk) => ({ ...jwk, n: 5 })],
  ['whose e is a number', NO_KEY, () => createKey('RS256'), (jwk) => ({ ...jwk, e: 65537 })],
  ['whose e is 1', NO_KEY, () => createKey('RS256'), (jwk) => ({ ...jwk, e: 'AQ' })],
  ['whose e is 2', NO_KEY, () => createKey('RS256'), (jwk) => ({ ...jwk, e: 'Ag' })],
  ['whose e is empty', NO_KEY, () => createKey('RS256'), (jwk) => ({ ...jwk, e: '' })],
  ['for PS256', NO_KEY, () => createKey('RS256'), (jwk) => ({ ...jwk, alg: 'PS256' })],
];

for (const [what, code, make, change] of RSA) {
  add(`an RSA key ${what} → ${code}`, async (target) => {
    const key = make();
    publish(target, key, [change(key.jwk)]);
    await refuses(target, code);
  });
}

for (const crv of ['X25519', 'Ed448', undefined]) {
  add(`a key for EdDSA with crv: ${crv} → ${NO_KEY}`, async (target) => {
    const key = createKey('EdDSA');
    publish(target, key, [{ ...key.jwk, crv }]);
    await refuses(target, NO_KEY);
  });
}

const SETS = [
  ['without any key', NO_KEY, () => []],
  ['of no objects', NO_KEY, () => [null, 5, 'text', true, [], [[]]]],
  ['of a shared secret', NO_KEY, ({ kid }) => [{ kty: 'oct', k: random(), kid, alg: 'ES384', use: 'sig' }]],
  ['of another key', NO_KEY, () => [createKey('ES384').jwk]],
  ['of another key under this name', WRONG, ({ kid }) => [{ ...createKey('ES384').jwk, kid }]],
  ['of two keys under this name', NO_KEY, ({ jwk, kid }) => [jwk, { ...createKey('ES384').jwk, kid }]],
  ['of the key twice', NO_KEY, ({ jwk }) => [jwk, jwk]],
  ['within a list', NO_KEY, ({ jwk }) => [[jwk]]],
  ['within __proto__', NO_KEY, ({ jwk }) => [JSON.parse(`{"__proto__":${JSON.stringify(jwk)}}`)]],
];

for (const [what, code, keys] of SETS) {
  add(`a set ${what} → ${code}`, async (target) => {
    const key = createKey('ES384');
    publish(target, key, keys(key));
    await refuses(target, code);
  });
}

add(`a token without kid, and several keys that fit → ${NO_KEY}`, async (target) => {
  const key = createKey('ES384');
  publish(target, key, [key.jwk, createKey('ES384').jwk], { kid: undefined });
  await refuses(target, NO_KEY);
});

const RIGHT = [
  ['of one key without use, alg and key_ops', ({ jwk }) => [{ ...jwk, use: undefined, alg: undefined }]],
  ['of one key whose use and key_ops are null', ({ jwk }) => [{ ...jwk, use: null, key_ops: null }]],
  ['of one key that may verify and sign', ({ jwk }) => [{ ...jwk, key_ops: ['sign', 'verify'] }]],
  ['of a key beside what is none', ({ jwk }) => [null, 5, 'text', {}, jwk, []]],
  ['of a key beside one of another kind under its name', ({ jwk, kid }) => [{ ...createKey('RS256').jwk, kid }, jwk]],
  ['of a hundred keys', ({ jwk }) => [...Array.from({ length: 99 }, (_, at) => ({ ...jwk, kid: `${at}` })), jwk]],
];

for (const [what, keys] of RIGHT) {
  add(`a set ${what} verifies`, async (target) => {
    const key = createKey('ES384');
    publish(target, key, keys(key));
    await target.acceptsCallback();
  });
}

for (const [what, body] of [...NO_OBJECTS, ...TOO_LARGE]) {
  add(`a set that is ${what} → jwks.invalid`, async (target) => {
    target.answer(JWKS, body({ keys: [target.key.jwk] }));
    await target.refusesCallback('jwks.invalid');
  });
}

for (const keys of [undefined, null, 'none', 5, true, {}]) {
  add(`a set whose keys are ${JSON.stringify(keys) ?? 'missing'} → jwks.invalid`, async (target) => {
    target.answer(JWKS, { keys, x: 1 });
    await target.refusesCallback('jwks.invalid');
  });
}
