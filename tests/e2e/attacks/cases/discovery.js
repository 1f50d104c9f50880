// The provider's metadata (OpenID Connect Discovery 1.0 §4.3, RFC 8414): a callback that meets bad ones sends its
// code nowhere, and the copy that the tab keeps is not made of them.

import { expectEqual } from '../assertions.js';
import { caseList } from '../case-list.js';
import { withText } from '../forge.js';
import { NO_OBJECTS, TOO_LARGE } from '../tables/answers.js';
import { DANGEROUS, disguises } from '../tables/schemes.js';
import { DISCOVERY, TOKEN } from '../target.js';

const { cases, add } = caseList();

export { cases };

const INVALID = 'discovery.invalid';
const INSECURE = 'discovery.insecure_endpoint';

const refuses = (target, code) => target.refusesCallback(code, { sends: 0, keepsCopies: false });

const answerWith = (target, name, text) =>
  target.answer(
    DISCOVERY,
    withText({ ...target.metadata, [name]: undefined }, ...(text === undefined ? [] : [[name, text]]))
  );

const ENDPOINTS = ['authorization_endpoint', 'token_endpoint', 'jwks_uri'];
const OPTIONAL = ['userinfo_endpoint', 'revocation_endpoint', 'end_session_endpoint'];
const NO_TEXT = ['5', 'true', '[]', '{}', '["https://evil.test"]'];

const fields = (names, texts) => names.flatMap((name) => texts.map((text) => [name, text]));

const WRONG_FIELDS = [
  ...fields(['issuer', ...ENDPOINTS], [undefined, 'null', ...NO_TEXT]),
  ...fields(ENDPOINTS, ['""']),
  ...fields(OPTIONAL, ['""', ...NO_TEXT]),
  ...fields(
    ['id_token_signing_alg_values_supported'],
    [undefined, 'null', '"ES384"', '5', 'true', '{}', '["ES384", 5]', '[null]', '[["ES384"]]']
  ),
  ...fields(['authorization_response_iss_parameter_supported'], ['"true"', '1', '[]', '{}']),
  ...fields(['code_challenge_methods_supported'], ['"S256"', '5', 'true', '{}', '["S256", 5]', '[["S256"]]']),
].map(([name, text]) => [name, text, INVALID]);

const NO_PKCE = fields(
  ['code_challenge_methods_supported'],
  [undefined, 'null', '[]', '["plain"]', '["s256"]', '["S256 "]', '["S512"]']
).map(([name, text]) => [name, text, 'discovery.pkce_unsupported']);

const NO_ALGORITHM = ['[]', '["RS256"]', '["none"]', '["HS256"]', '["es384"]', '["ES256", "EdDSA"]'];

for (const [name, text, code] of [...WRONG_FIELDS, ...NO_PKCE]) {
  add(`metadata whose ${name} is ${text ?? 'missing'} → ${code}`, async (target) => {
    answerWith(target, name, text);
    await refuses(target, code);
  });
}

for (const text of NO_ALGORITHM) {
  add(`metadata whose signature algorithms are ${text} → id_token.unsupported_algorithm`, async (target) => {
    answerWith(target, 'id_token_signing_alg_values_supported', text);
    await target.refusesCallback('id_token.unsupported_algorithm', { sends: 1, isKept: false });
  });
}

const RIGHT = [
  ...fields(OPTIONAL, [undefined, 'null']),
  ...fields(['code_challenge_methods_supported'], ['["plain", "S256"]']),
  ...fields(['authorization_response_iss_parameter_supported'], [undefined, 'null']),
  ...fields(['__proto__', 'constructor'], ['{"issuer":"https://evil.test"}']),
];

for (const [name, text] of RIGHT) {
  add(`metadata whose ${name} is ${text ?? 'missing'} are accepted`, async (target) => {
    answerWith(target, name, text);
    await target.acceptsCallback();
  });
}

const ISSUERS = [
  ['is empty', () => ''],
  ['is on another host', () => 'https://evil.test/oidc'],
  ['ends with a slash', (issuer) => `${issuer}/`],
  ['has a host in upper case', (issuer) => issuer.replace('localhost', 'LOCALHOST')],
  ['has a path in upper case', (issuer) => issuer.replace('oidc', 'OIDC')],
  ['is on https', (issuer) => issuer.replace('http:', 'https:')],
  ['is the endpoint alone', (issuer) => new URL(issuer).origin],
  ['has a query', (issuer) => `${issuer}?x`],
  ['has a fragment', (issuer) => `${issuer}#x`],
  ['has a space behind', (issuer) => `${issuer} `],
  ['has a user', (issuer) => issuer.replace('//', '//user@')],
  ['is on another port', (issuer) => issuer.replace(/:(\d+)/, ':1$1')],
  ['is ours before another host', (issuer) => `${issuer}@evil.test`],
];

for (const [what, change] of ISSUERS) {
  add(`metadata whose issuer ${what} → discovery.issuer_mismatched`, async (target) => {
    answerWith(target, 'issuer', JSON.stringify(change(target.metadata.issuer)));
    await refuses(target, 'discovery.issuer_mismatched');
  });
}

add('metadata with a good issuer and another one behind → discovery.issuer_mismatched', async (target) => {
  target.answer(DISCOVERY, withText(target.metadata, ['issuer', '"https://evil.test/oidc"']));
  await refuses(target, 'discovery.issuer_mismatched');
});

const ADDRESSES = [
  ['http://evil.test/oidc', INSECURE],
  ['http://localhost.evil.test/oidc', INSECURE],
  ['http://127.0.0.1.evil.test/oidc', INSECURE],
  ['http://localhost@evil.test/oidc', INSECURE],
  ['http://10.0.0.1/oidc', INSECURE],
  ['http://0.0.0.0/oidc', INSECURE],
  ['ftp://localhost/oidc', INSECURE],
  ['ws://localhost/oidc', INSECURE],
  ['https://user@evil.test/oidc', INSECURE],
  ['https://user:secret@evil.test/oidc', INSECURE],
  ['/oidc/elsewhere', INVALID],
  ['//evil.test/oidc', INVALID],
  ['evil.test/oidc', INVALID],
  ['https://', INVALID],
  ['https://evil.test:99999/oidc', INVALID],
  ['https://evil.test/oidc#fragment', INVALID],
  ['https://evil.test/oidc#', INVALID],
];

for (const endpoint of [...ENDPOINTS, ...OPTIONAL]) {
  for (const [address, code] of ADDRESSES) {
    add(`metadata whose ${endpoint} is ${address} → ${code}`, async (target) => {
      answerWith(target, endpoint, JSON.stringify(address));
      await refuses(target, code);
    });
  }

  for (const address of DANGEROUS) {
    add(`metadata whose ${endpoint} is ${address} → ${INSECURE}`, async (target) => {
      answerWith(target, endpoint, JSON.stringify(address));
      await refuses(target, INSECURE);
    });
  }
}

for (const address of disguises('javascript:alert(1)')) {
  add(`metadata whose authorization_endpoint is ${JSON.stringify(address)} → ${INSECURE}`, async (target) => {
    answerWith(target, 'authorization_endpoint', JSON.stringify(address));
    await refuses(target, INSECURE);
  });
}

for (const [what, body] of [...NO_OBJECTS, ...TOO_LARGE]) {
  add(`metadata that are ${what} → ${INVALID}`, async (target) => {
    target.answer(DISCOVERY, body(target.metadata));
    await refuses(target, INVALID);
  });
}

add('a sign-in that meets metadata without S256 (PKCE downgrade) → discovery.pkce_unsupported', async (target) => {
  answerWith(target, 'code_challenge_methods_supported', '["plain"]');
  await target.goTo(target.bench.address);
  await target.refused({
    visitor: target.signedIn(),
    call: ['signIn', target.bench.callback],
    code: 'discovery.pkce_unsupported',
  });
  target.expectRequests(0, TOKEN);
  expectEqual(new URL(target.address()).origin, target.bench.address);
});
