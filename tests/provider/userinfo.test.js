import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { APP_ID, assertAnswer, EVERYTHING, observed, read, RESOURCE, startAsObserved } from './support/observed.js';
import { ORIGIN, post, refresh, signInForTokens, userinfo } from './support/visitor.js';

/** Times and the identifier of the user are of another day. */
function assertUserinfo(actual, expected) {
  assert.deepEqual(Object.keys(actual.body), Object.keys(expected.body));
  const same = Object.fromEntries(['sub', 'updated_at', 'created_at'].map((name) => [name, actual.body[name]]));
  assertAnswer(actual, { ...expected, body: { ...expected.body, ...same } });
}

describe('userinfo', () => {
  let provider;
  let expected;
  let tokens;
  before(async () => {
    provider = await startAsObserved();
    expected = observed('userinfo', provider);
    ({ tokens } = await signInForTokens(provider, EVERYTHING));
  });
  after(() => provider.close());

  it('answers an opaque token', async () => {
    assertUserinfo(await read(await userinfo(provider, tokens.access_token)), expected.opaque);
  });
  it('answers only what the scopes bring', async () => {
    const { tokens: few } = await signInForTokens(provider, { appId: APP_ID });
    assertUserinfo(await read(await userinfo(provider, few.access_token)), observed('cors', provider)['http://localhost:4173'].userinfo);
  });
  it('refuses a JWT', async () => {
    const { body } = await refresh(provider, { appId: APP_ID, token: tokens.refresh_token, resource: RESOURCE });
    assertAnswer(await read(await userinfo(provider, body.access_token)), expected.jwtAccessToken);
  });
  it('refuses nonsense', async () => {
    assertAnswer(await read(await userinfo(provider, 'nonsense')), expected.bad);
  });
  it('refuses nobody', async () => {
    assertAnswer(await read(await userinfo(provider)), expected.none);
  });
});

describe('revocation', () => {
  let provider;
  let expected;
  before(async () => {
    provider = await startAsObserved();
    expected = observed('revocation', provider);
  });
  after(() => provider.close());

  const revoke = (token, headers = { origin: ORIGIN }) => post(`${provider.issuer}/token/revocation`, { client_id: APP_ID, token }, headers);

  it('of an unknown token is no error', async () => {
    assertAnswer(await revoke('nonsense'), expected.unknownToken);
  });
  it('of a JWT is one', async () => {
    const { tokens } = await signInForTokens(provider, EVERYTHING);
    const { body } = await refresh(provider, { appId: APP_ID, token: tokens.refresh_token, resource: RESOURCE });
    assertAnswer(await revoke(body.access_token), expected.jwtAccessToken);
  });
  it('of a refresh token ends the grant', async () => {
    const { tokens } = await signInForTokens(provider, EVERYTHING);
    assertAnswer(await revoke(tokens.refresh_token), expected.refreshToken);
    assertAnswer(await refresh(provider, { appId: APP_ID, token: tokens.refresh_token }), expected.refreshAfter);
    assertAnswer(await read(await userinfo(provider, tokens.access_token)), expected.userinfoAfter);
    assertAnswer(await revoke(tokens.refresh_token), expected.twice);
  });
  it('of an opaque access token ends the grant too', async () => {
    const { tokens } = await signInForTokens(provider, EVERYTHING);
    assertAnswer(await revoke(tokens.access_token), expected.opaqueAccessToken);
    assertAnswer(await refresh(provider, { appId: APP_ID, token: tokens.refresh_token }), expected.refreshAfterAccessRevoked);
  });
});
