// The callback's parameters (RFC 6749 §4.1.2, RFC 9207). Whoever makes a visitor open a bad one gets no code
// sent anywhere, and has not spoilt the genuine one.

import { expectEqual, expectMembers } from '../assertions.js';
import { caseList } from '../case-list.js';
import { random } from '../forge.js';
import { DISCOVERY, TOKEN } from '../target.js';

const { cases, add } = caseList();

export { cases };

const changed = (change) => (target) => {
  const url = new URL(target.callback);
  change(url.searchParams, target);
  return url.href;
};

const set = (name, value) =>
  changed((p, target) => p.set(name, typeof value === 'function' ? value(p.get(name), target) : value));
const drop = (name) => changed((p) => p.delete(name));
const append = (name, value) =>
  changed((p) => p.append(name, typeof value === 'function' ? value(p.get(name)) : value));
const prepend = (name, value) => (target) => target.callback.replace('?', `?${name}=${value}&`);
const renamed = (name, to) =>
  changed((p) => {
    p.set(to, p.get(name));
    p.delete(name);
  });

const both = (...changes) => (target) =>
  changes.reduce((callback, change) => change({ ...target, callback }), target.callback);

const same = (value) => value;
const otherCase = (value) => value.replace(/[a-z]/g, (letter) => letter.toUpperCase());

const CALLBACKS = [
  ['with the wrong state', 'state_mismatched', set('state', 'forged')],
  ['with the state of another sign-in', 'state_mismatched', set('state', () => random())],
  ['with the nonce for a state', 'state_mismatched', set('state', (_, { session }) => session.nonce)],
  ['whose state is cut', 'state_mismatched', set('state', (state) => state.slice(0, -1))],
  ['whose state goes on', 'state_mismatched', set('state', (state) => `${state}A`)],
  ['whose state is in other case', 'state_mismatched', set('state', otherCase)],
  ['whose state has a space behind', 'state_mismatched', set('state', (state) => `${state} `)],
  ['whose state has a null character behind', 'state_mismatched', set('state', (state) => `${state}\0`)],
  ['whose state is __proto__', 'state_mismatched', set('state', '__proto__')],
  ['without a state', 'missing_state', drop('state')],
  ['whose state is empty', 'missing_state', set('state', '')],
  ['whose state is named State', 'missing_state', renamed('state', 'State')],
  ['whose state is named state[]', 'missing_state', renamed('state', 'state[]')],
  ['with a second state that is forged', 'state_mismatched', append('state', 'forged')],
  ['with a first state that is forged', 'state_mismatched', prepend('state', 'forged')],
  ['with its state twice', 'state_mismatched', append('state', same)],
  ['with a second state that is empty', 'state_mismatched', append('state', '')],

  ['of another provider (mix-up)', 'issuer_mismatched', set('iss', 'https://evil.test/oidc')],
  ['whose issuer ends with a slash', 'issuer_mismatched', set('iss', (iss) => `${iss}/`)],
  ['whose issuer is in upper case', 'issuer_mismatched', set('iss', otherCase)],
  ['whose issuer is on https', 'issuer_mismatched', set('iss', (iss) => iss.replace('http:', 'https:'))],
  ['whose issuer is the endpoint alone', 'issuer_mismatched', set('iss', (iss) => new URL(iss).origin)],
  ['whose issuer has a space behind', 'issuer_mismatched', set('iss', (iss) => `${iss} `)],
  ['without an issuer', 'missing_issuer', drop('iss')],
  ['whose issuer is empty', 'missing_issuer', set('iss', '')],
  ['with a second issuer', 'state_mismatched', append('iss', 'https://evil.test/oidc')],
  ['with its issuer twice', 'state_mismatched', append('iss', same)],

  ['without a code', 'missing_code', drop('code')],
  ['whose code is empty', 'missing_code', set('code', '')],
  ['whose code is named Code', 'missing_code', renamed('code', 'Code')],
  ['with a second code', 'state_mismatched', append('code', 'injected-by-somebody')],
  ['with its code twice', 'state_mismatched', append('code', same)],
  ['with nothing', 'missing_state', ({ callback }) => callback.split('?')[0]],
  ['with tokens as of the implicit flow', 'missing_code', both(drop('code'), set('id_token', 'a.b.c'), set('access_token', 'forged'))],

  ['with an error and no state', 'missing_state', both(set('error', 'access_denied'), drop('state'))],
  ['with an error and the wrong state', 'state_mismatched', both(set('error', 'access_denied'), set('state', 'forged'))],
  ['with an error of another provider', 'issuer_mismatched', both(set('error', 'access_denied'), set('iss', 'https://evil.test'))],
  ['with an error and no issuer', 'missing_issuer', both(set('error', 'access_denied'), drop('iss'))],
  ['with two errors', 'state_mismatched', both(set('error', 'access_denied'), append('error', 'server_error'))],
  ['with two descriptions of its error', 'state_mismatched', both(set('error', 'access_denied'), append('error_description', 'a'), append('error_description', 'b'))],
  ['with an error beside the code', 'error_found', set('error', 'access_denied')],
  ['with an error in the place of the code', 'error_found', both(drop('code'), set('error', 'login_required'))],
  ['with an error that nobody knows', 'error_found', both(drop('code'), set('error', '<script>alert(1)</script>'))],
  ['with an error named __proto__', 'error_found', both(drop('code'), set('error', '__proto__'))],

  ['whose parameters are in the fragment', 'missing_state', ({ callback }) => callback.replace('?', '#')],
  ['whose parameters are in the fragment, with a question mark', 'missing_state', ({ callback }) => callback.replace('?', '#?')],
  ['whose parameters are in the fragment of other ones', 'missing_state', ({ callback }) => callback.replace('?', '?x=1#')],
  ['whose state is in the fragment', 'missing_state', (target) => `${drop('state')(target)}#state=${target.session.state}`],
];

for (const [what, name, change] of CALLBACKS) {
  const code = `callback_uri_verification.${name}`;

  add(`a callback ${what} → ${code}`, async (target) => {
    await target.refusesCallback(code, { uri: change(target), sends: 0, visitors: target.everybody() });
  });
}

const RIGHT = [
  ['with further parameters', append('session_state', 'x')],
  ['whose further parameters are there twice', both(append('x', '1'), append('x', '2'))],
  ['with a parameter named __proto__', append('__proto__', 'x')],
  ['whose error is empty', append('error', '')],
  ['with a forged state in the fragment', ({ callback }) => `${callback}#state=forged&error=access_denied`],
  ['whose state is written with escapes', ({ callback, session: { state } }) =>
    callback.replace(state, `%${state.charCodeAt(0).toString(16)}${state.slice(1)}`)],
  ['whose parameters are in another order', changed((p) => p.sort())],
];

for (const [what, change] of RIGHT) {
  add(`a callback ${what} is accepted`, async (target) => {
    await target.acceptsCallback(change(target));
  });
}

add('a callback without an issuer is accepted where the provider does not announce one', async (target) => {
  target.answer(DISCOVERY, {
    ...target.metadata,
    authorization_response_iss_parameter_supported: false,
  });
  await target.acceptsCallback(drop('iss')(target));
});

add("a refusal of the provider's is told with its words, and nobody else's", async (target) => {
  const uri = both(drop('code'), set('error', 'access_denied'), set('error_description', 'No'))(target);
  const code = 'callback_uri_verification.error_found';

  for (const { error } of await target.refusesCallback(code, { uri, sends: 0, visitors: target.everybody() })) {
    expectEqual(error.oidcError, {
      name: 'OidcError',
      error: 'access_denied',
      errorDescription: 'No',
    });
  }
});

add('a callback without a sign-in (login CSRF) → sign_in_session.not_found', async (target) => {
  await target.goTo();
  await target.refused({
    visitor: { local: {}, session: {} },
    call: ['handleSignInCallback', target.callback],
    code: 'sign_in_session.not_found',
  });
  target.expectRequests(0, TOKEN);
});

add('a callback without a sign-in, while somebody is signed in, changes nothing', async (target) => {
  await target.goTo();
  const { local } = target.signedIn();
  const client = await target.arrive({ local, session: {} });
  const before = await target.storages();

  await client.call('handleSignInCallback', target.callback);
  expectEqual(await target.storages(), before);
  target.expectRequests(0);
});

add('a callback that is replayed sends nothing, and after a sign-out → sign_in_session.not_found', async (target) => {
  await target.goTo();
  const client = await target.arrive(target.nobody());
  await target.completes(client);
  const before = await target.storages();
  target.clearRequests();

  await client.call('handleSignInCallback', target.callback);
  expectEqual(await target.storages(), before);
  await client.call('clearAllTokens');
  expectMembers(await client.failure('handleSignInCallback', target.callback), {
    code: 'sign_in_session.not_found',
    classes: ['LogtoClientError'],
  });
  target.expectRequests(0, TOKEN);
});
