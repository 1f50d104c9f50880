// What storage holds may be an accident's or an attacker's: a value that cannot be read counts as absent, no getter
// throws, and nothing is asked of the provider again and again.

import { expectEqual, expectMembers } from '../assertions.js';
import { caseList } from '../case-list.js';
import { DEEP, random, signed } from '../forge.js';
import { DISCOVERY, JWKS, TOKEN } from '../target.js';

const { cases, add } = caseList();

export { cases };

const json = JSON.stringify;

/** Texts that are no JSON object of any use. */
const GARBAGE = ['x', '{"broken', 'null', 'true', '5', '"text"', '[]', '[{}]', '{}', 'undefined', '[object Object]', '\0', DEEP];

const show = (text) => (text.length > 80 ? `${text.slice(0, 40)}…` : json(text));

/** What everything that only looks says. None of it fails. */
const GETTERS = ['isAuthenticated', 'getIdToken', 'getRefreshToken', 'getSnapshot', 'getAppState'];

const look = async (client) => {
  const outcomes = await client.outcomes(...GETTERS.map((method) => [method]));

  return Object.fromEntries(outcomes.map(({ error, value }, at) => [GETTERS[at], error?.code ?? value]));
};

const payloads = (target) => {
  const { claims, header, key } = target;
  const token = (payload) => signed({ header, claims: payload, key });

  return [
    ['without its signature', target.somebody.id_token.split('.').slice(0, 2).join('.')],
    ['of four segments', `${target.somebody.id_token}.x`],
    ['whose payload is padded', target.somebody.id_token.replace(/\.(.+)\./, '.$1=.')],
    ['without sub', token({ ...claims, sub: undefined })],
    ['whose sub is a number', token({ ...claims, sub: 5 })],
    ['whose sub is null', token({ ...claims, sub: null })],
    ['whose nonce is a number', token({ ...claims, nonce: 5 })],
    ['of a list', token([claims])],
    ['of null', token('null')],
    ['of no JSON', token('{sub}')],
    ['of no UTF-8', token(Buffer.from([0xff]))],
    ['of 10,000 lists', token(DEEP)],
    ['of __proto__', token(`{"__proto__":${json(claims)}}`)],
    ...GARBAGE.map((text) => [`that is ${show(text)}`, text]),
  ];
};

// The names of the cases have to be there before there is a target.
const PAYLOADS = [
  ...['without its signature', 'of four segments', 'whose payload is padded', 'without sub'],
  ...['whose sub is a number', 'whose sub is null', 'whose nonce is a number', 'of a list', 'of null'],
  ...['of no JSON', 'of no UTF-8', 'of 10,000 lists', 'of __proto__'],
  ...GARBAGE.map((text) => `that is ${show(text)}`),
];

for (const [at, what] of PAYLOADS.entries()) {
  add(`a stored ID token ${what} counts as absent`, async (target) => {
    const [name, idToken] = payloads(target)[at];
    expectEqual(name, what);
    await target.goTo(target.bench.address);
    const client = await target.arrive(target.signedIn({ 'logto:bench:idToken': idToken }));

    expectEqual(await look(client), {
      isAuthenticated: false,
      getIdToken: null,
      getRefreshToken: target.somebody.refresh_token,
      getSnapshot: { isAuthenticated: false, claims: undefined },
      getAppState: undefined,
    });
    for (const method of ['getIdTokenClaims', 'getAccessToken', 'fetchUserInfo']) {
      expectMembers(await client.failure(method), { code: 'not_authenticated' });
    }
    target.expectRequests(0);
  }, { kind: 'ID tokens' });
}

const stored = (change) => (target) => {
  const { access_token: token } = target.somebody;
  return json({ '@': { token, scope: 'openid', expiresAt: target.now + 3600, ...change } });
};

/** To the letter, as no object would be printed. */
const expiringAt = (text) => (target) => stored({})(target).replace(/"expiresAt":\d+/, `"expiresAt":${text}`);

const ACCESS_TOKENS = [
  ...GARBAGE.map((text) => [`that are ${show(text)}`, () => text]),
  ...['null', '5', '"text"', '[]', '{}', DEEP].map((text) => [`of ${show(text)}`, () => `{"@":${text}}`]),
  ...[undefined, null, '', 5, true, ['text'], {}].map((token) => [`whose token is ${json(token) ?? 'missing'}`, stored({ token })]),
  ...[undefined, null, 5, ['openid'], {}].map((scope) => [`whose scope is ${json(scope) ?? 'missing'}`, stored({ scope })]),
  ...[undefined, null, '9999999999', true, [], {}, 0, -1].map((expiresAt) => [
    `whose expiresAt is ${json(expiresAt) ?? 'missing'}`,
    stored({ expiresAt }),
  ]),
  ...['1e999', '-1e999', '1e300'].map((text) => [`whose expiresAt is ${text}`, expiringAt(text)]),
  ['in __proto__', (target) => `{"__proto__":${stored({})(target)}}`],
];

for (const [what, text] of ACCESS_TOKENS) {
  add(`stored access tokens ${what} count as absent, and are renewed once`, async (target) => {
    target.renew();
    await target.goTo(target.bench.address);
    const change = { 'logto:bench:accessToken': text(target) };
    const client = await target.arrive(target.signedIn(change));

    expectMembers(await look(client), { isAuthenticated: true });
    expectEqual(await client.call('getAccessToken'), target.good.access_token);
    expectEqual(await client.call('getAccessToken'), target.good.access_token);
    target.expectRequests(1, TOKEN);
  }, { kind: 'access tokens' });
}

const OFFSETS = [
  // But for the number, which is an offset.
  ...GARBAGE.filter((text) => text !== '5'),
  ...['"5"', '1e999', '-1e999', '1e300', '-1e300', '9999999999', '-9999999999'],
];

for (const offset of OFFSETS) {
  // The session cannot be renewed, so the clock alone says whether it is over.
  const visitorWith = (target, exp) => {
    const { header, key, somebody } = target;
    const { local, session } = target.signedIn({
      'logto:bench:clockOffset': offset,
      'logto:bench:idToken': signed({ header, claims: { ...somebody.claims, exp }, key }),
    });
    delete local['logto:bench:refreshToken'];
    return { local, session };
  };

  add(`a stored clock offset of ${show(offset)} counts as absent`, async (target) => {
    await target.goTo(target.bench.address);
    const alive = await target.arrive(visitorWith(target, target.now + 3600));
    expectMembers(await look(alive), { isAuthenticated: true });
    const over = await target.arrive(visitorWith(target, target.now - 3600));
    expectMembers(await look(over), { isAuthenticated: false });
    target.expectRequests(0);
  }, { kind: 'clock offsets' });
}

const INVALID = 'sign_in_session.invalid';

const pending = (change) => (target) => json({ ...target.session, ...change });

const SIGN_INS = [
  ...GARBAGE.map((text) => [`that is ${show(text)}`, () => text]),
  ...['redirectUri', 'codeVerifier', 'state'].flatMap((name) =>
    [undefined, null, 5, true, [], {}].map((value) => [
      `whose ${name} is ${json(value) ?? 'missing'}`,
      pending({ [name]: value }),
    ])
  ),
  ...['postRedirectUri', 'nonce', 'appState'].flatMap((name) =>
    [5, true, [], {}].map((value) => [`whose ${name} is ${json(value)}`, pending({ [name]: value })])
  ),
  ...['', '/callback', 'callback', 'http://'].map((redirectUri) => [
    `whose redirectUri is ${json(redirectUri)}`,
    pending({ redirectUri }),
  ]),
  ['in a list', (target) => json([target.session])],
  ['in a text', (target) => json(json(target.session))],
  ['in __proto__', (target) => `{"__proto__":${json(target.session)}}`],
];

const handle = (target) => ['handleSignInCallback', target.callback];

for (const [what, text] of SIGN_INS) {
  add(`a stored sign-in ${what} → ${INVALID}`, async (target) => {
    const session = { 'logto:bench:signInSession': text(target) };
    await target.goTo();

    for (const { local } of [target.nobody(), target.signedIn()]) {
      const { client } = await target.refused({ visitor: { local, session }, call: handle(target), code: INVALID });
      expectEqual(await client.call('isSignInRedirected', target.callback), false);
    }
    target.expectRequests(0);
  }, { kind: 'sign-ins' });
}

add('a stored sign-in that is empty → sign_in_session.not_found', async (target) => {
  await target.goTo();
  const visitor = { local: {}, session: { 'logto:bench:signInSession': '' } };
  await target.refused({ visitor, call: handle(target), code: 'sign_in_session.not_found' });
}, { kind: 'an empty sign-in' });

/** Copies for other tabs: by their state. */
const copies = (change, by) => (target) =>
  json({ [by ?? target.session.state]: { ...target.session, at: target.now, ...change } });

const COPIES = [
  ...GARBAGE.map((text) => [`that are ${show(text)}`, () => text]),
  ['from before ten minutes', (target) => copies({ at: target.now - 660 })(target)],
  ['from the future', (target) => copies({ at: target.now + 660 })(target)],
  ['of another state', copies({}, 'other')],
  ...[undefined, null, '5', true, {}].map((at) => [`whose time is ${json(at) ?? 'missing'}`, copies({ at })]),
  ...['redirectUri', 'codeVerifier', 'state'].flatMap((name) =>
    [undefined, 5].map((value) => [`whose ${name} is ${value ?? 'missing'}`, copies({ [name]: value })])
  ),
  ['in __proto__', (target) => `{"__proto__":${copies({})(target)}}`],
];

for (const [what, text] of COPIES) {
  add(`stored copies of sign-ins ${what} → sign_in_session.not_found`, async (target) => {
    await target.goTo();
    const local = { 'logto:bench:signInSessions': text(target) };
    const code = 'sign_in_session.not_found';

    await target.refused({ visitor: { local, session: {} }, call: handle(target), code });
    target.expectRequests(0);
  }, { kind: 'copies of sign-ins' });
}

add('a stored copy that is as it should be completes the sign-in', async (target) => {
  await target.goTo();
  const local = { 'logto:bench:signInSessions': copies({})(target) };
  await target.completes(await target.arrive({ local, session: {} }));
}, { kind: 'a good copy' });

add('a callback whose state is __proto__ finds no copy → callback_uri_verification.state_mismatched', async (target) => {
  const uri = target.callbackAt(target.bench.callback, { state: '__proto__' });
  await target.goTo(uri);
  const local = { 'logto:bench:signInSessions': copies({})(target) };
  const visitor = { local, session: target.nobody().session };
  await target.refused({
    visitor,
    call: ['handleSignInCallback', uri],
    code: 'callback_uri_verification.state_mismatched',
  });
}, { kind: '__proto__' });

for (const text of GARBAGE) {
  add(`kept copies of metadata and keys that are ${show(text)} are fetched again, once`, async (target) => {
    await target.goTo();
    const { local, session } = target.nobody();
    const kept = { 'logto_cache:bench:openidConfiguration': text, 'logto_cache:bench:jwks': text };

    await target.completes(await target.arrive({ local, session: { ...session, ...kept } }));
    target.expectRequests(1, DISCOVERY);
    target.expectRequests(1, JWKS);
  }, { kind: 'kept metadata and keys' });
}

const KEPT_METADATA = [
  ['of another issuer', { issuer: 'https://evil.test/oidc' }],
  ['with an endpoint on http', { tokenEndpoint: 'http://evil.test/token' }],
  ['with a script for an endpoint', { authorizationEndpoint: 'javascript:alert(1)' }],
  ['without S256', { codeChallengeMethodsSupported: ['plain'] }],
];

for (const [what, change] of KEPT_METADATA) {
  add(`kept metadata ${what} are fetched again`, async (target) => {
    await target.goTo();
    const { local, session } = target.nobody();
    const text = json({ ...target.metadata, ...change });

    await target.completes(
      await target.arrive({ local, session: { ...session, 'logto_cache:bench:openidConfiguration': text } })
    );
    target.expectRequests(1, DISCOVERY);
  }, { kind: 'kept metadata' });
}

for (const text of ['x', '{"broken', 'undefined', '\0']) {
  add(`a stored state of the app that is ${show(text)} counts as absent`, async (target) => {
    await target.goTo(target.bench.address);
    const { local } = target.signedIn();
    const client = await target.arrive({ local, session: { 'logto:bench:appState': text } });
    expectMembers(await look(client), { isAuthenticated: true, getAppState: undefined });
  }, { kind: 'states of the app' });
}

add('a refresh token that is none is sent once, and its session ends', async (target) => {
  await target.goTo(target.bench.address);
  target.fault(TOKEN, undefined);
  const local = { 'logto:bench:refreshToken': random(), 'logto:bench:accessToken': '{}' };
  const client = await target.arrive(target.signedIn(local));

  expectMembers(await client.failure('getAccessToken'), { code: 'not_authenticated' });
  expectMembers(await look(client), { isAuthenticated: false, getRefreshToken: null });
  target.expectRequests(1, TOKEN);
}, { kind: 'refresh tokens' });
