import assert from 'node:assert/strict';
import { createPublicKey, verify } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import {
  ALL_SCOPES, APP_ID, assertAnswer, assertBody, EVERYTHING, observed, ORGANIZATION_ID, RESOURCE, startAsObserved,
} from './support/observed.js';
import { decode, exchange, post, refresh, signIn, signInForTokens, userinfo } from './support/visitor.js';

async function isSignedBy(jwt, provider) {
  const { keys } = await (await fetch(`${provider.issuer}/jwks`)).json();
  const key = createPublicKey({ key: keys.find(({ kid }) => kid === decode(jwt).header.kid), format: 'jwk' });
  const [header, payload, signature] = jwt.split('.');
  return verify('sha384', Buffer.from(`${header}.${payload}`), { key, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url'));
}

/** Same names in the same order, same types: the values are of another day. */
function assertSameShape(actual, expected) {
  assert.deepEqual(Object.keys(actual), Object.keys(expected));
  for (const [name, value] of Object.entries(expected)) assert.equal(typeof actual[name], typeof value, name);
}

describe('tokens of the authorization code', () => {
  let provider;
  before(async () => {
    provider = await startAsObserved();
  });
  after(() => provider.close());

  it('come as from Logto', async () => {
    const { callback, verifier } = await signIn(provider, { ...EVERYTHING, nonce: 'n-0S6' });
    const answer = await exchange(provider, { appId: APP_ID, code: callback.searchParams.get('code'), verifier });
    assertAnswer(answer, observed('token-responses', provider).authorization_code);
  });

  it('include an ID token with the claims of the scopes', async () => {
    const { tokens } = await signInForTokens(provider, { ...EVERYTHING, nonce: 'n-0S6' });
    const { header, payload } = decode(tokens.id_token);
    const expected = observed('id-token', provider);
    assertSameShape(header, expected.header);
    assertSameShape(payload, expected.payload);
    const { sub, iat, exp, updated_at: updatedAt, created_at: createdAt, ...others } = payload;
    assert.match(sub, /^[a-z\d]{12}$/u);
    assert.equal(exp - iat, expected.lifetime);
    assert.ok(Math.abs(updatedAt - Date.now()) < 60_000, 'milliseconds');
    assert.ok(createdAt <= updatedAt);
    for (const [name, value] of Object.entries(others)) assert.deepEqual(value, expected.payload[name], name);
    assert.ok(await isSignedBy(tokens.id_token, provider));
  });

  it('say no more than was asked for', async () => {
    const { tokens } = await signInForTokens(provider, { appId: APP_ID, scope: 'openid', nonce: 'n-0S6' });
    const expected = observed('token-responses', provider).refresh_scope_openid.idToken.payload;
    assert.deepEqual(Object.keys(decode(tokens.id_token).payload), Object.keys(expected));
  });

  it('live as long as configured', async () => {
    const short = await startAsObserved({ accessTokenSeconds: 5, idTokenSeconds: 7 });
    try {
      const { tokens } = await signInForTokens(short, EVERYTHING);
      assert.equal(tokens.expires_in, 5);
      const { iat, exp } = decode(tokens.id_token).payload;
      assert.equal(exp - iat, 7);
      const { body } = await refresh(short, { appId: APP_ID, token: tokens.refresh_token, resource: RESOURCE });
      assert.equal(body.expires_in, 5);
      const access = decode(body.access_token).payload;
      assert.equal(access.exp - access.iat, 5);
    } finally {
      await short.close();
    }
  });
});

describe('tokens of a refresh', () => {
  let provider;
  let token;
  before(async () => {
    provider = await startAsObserved();
    const { tokens } = await signInForTokens(provider, { ...EVERYTHING, nonce: 'n-0S6' });
    token = tokens.refresh_token;
  });
  after(() => provider.close());

  const spend = async (parameters) => {
    const answer = await refresh(provider, { appId: APP_ID, token, ...parameters });
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
    assert.notEqual(answer.body.refresh_token, token);
    token = answer.body.refresh_token;
    return answer.body;
  };

  const cases = {
    refresh_no_resource: {},
    refresh_resource: { resource: RESOURCE },
    refresh_organization: { organization_id: ORGANIZATION_ID },
    refresh_resource_organization: { resource: RESOURCE, organization_id: ORGANIZATION_ID },
    refresh_scope_openid: { scope: 'openid' },
  };
  for (const [name, parameters] of Object.entries(cases)) {
    it(`are as recorded: ${name}`, async () => {
      const expected = observed('token-responses', provider)[name];
      const body = await spend(parameters);
      assertBody(body, expected.body);
      if (expected.access_token) {
        const { header, payload } = decode(body.access_token);
        assert.deepEqual(header, { ...expected.access_token.header, kid: header.kid });
        assertSameShape(payload, expected.access_token.payload);
        for (const claim of ['scope', 'client_id', 'iss', 'aud', 'organization_id']) {
          assert.equal(payload[claim], expected.access_token.payload[claim], claim);
        }
        assert.ok(await isSignedBy(body.access_token, provider));
      }
    });
  }

  it('bring the nonce of the sign-in again', async () => {
    const { payload } = decode((await spend({})).id_token);
    assertSameShape(payload, observed('token-responses', provider).refresh_resource.idTokenInRefresh.payload);
    assert.equal(payload.nonce, 'n-0S6');
  });

  it('tell what has changed about the user', async () => {
    provider.updateUser('alice', { picture: 'https://pictures.example/alice.png' });
    assert.equal(decode((await spend({})).id_token).payload.picture, 'https://pictures.example/alice.png');
  });

  it('leave the earlier opaque access token valid', async () => {
    const { access_token: earlier } = await spend({});
    await spend({});
    assert.equal((await userinfo(provider, earlier)).status, observed('userinfo', provider).afterRefreshOldOpaqueStillValid);
  });

  it('have no scope of an organization that was not asked for', async () => {
    const { tokens } = await signInForTokens(provider, { appId: APP_ID, scope: ALL_SCOPES });
    const { body } = await refresh(provider, { appId: APP_ID, token: tokens.refresh_token, organization_id: ORGANIZATION_ID });
    assert.equal(body.scope, '');
    assert.equal(decode(body.access_token).payload.scope, undefined);
  });
});

describe('errors of the token endpoint', () => {
  let provider;
  let expected;
  before(async () => {
    provider = await startAsObserved();
    expected = observed('token-errors', provider);
  });
  after(() => provider.close());

  const code = async () => {
    const { callback, verifier } = await signIn(provider, { appId: APP_ID });
    return { appId: APP_ID, code: callback.searchParams.get('code'), verifier };
  };
  const token = (form) => post(`${provider.issuer}/token`, form);
  const refreshToken = async (parameters = EVERYTHING) => (await signInForTokens(provider, parameters)).tokens.refresh_token;

  it('badCode', async () => {
    assertAnswer(await exchange(provider, { appId: APP_ID, code: 'nonsense', verifier: 'v'.repeat(43) }), expected.badCode);
  });
  it('badRefreshToken', async () => {
    assertAnswer(await refresh(provider, { appId: APP_ID, token: 'nonsense' }), expected.badRefreshToken);
  });
  it('unknownClient', async () => {
    assertAnswer(await refresh(provider, { appId: 'nobody', token: 'nonsense' }), expected.unknownClient);
  });
  it('unsupportedGrantType', async () => {
    assertAnswer(await token({ grant_type: 'nonsense', client_id: APP_ID }), expected.unsupportedGrantType);
  });
  it('missingGrantType', async () => {
    assertAnswer(await token({ client_id: APP_ID }), expected.missingGrantType);
  });
  it('clientCredentialsFromSpa', async () => {
    assertAnswer(await token({ grant_type: 'client_credentials', client_id: APP_ID }), expected.clientCredentialsFromSpa);
  });
  it('wrongVerifier, missingVerifier and wrongRedirectUri do not use the code up', async () => {
    const good = await code();
    assertAnswer(await exchange(provider, { ...good, verifier: 'w'.repeat(43) }), expected.wrongVerifier);
    const { verifier, ...without } = good;
    assertAnswer(await token({
      grant_type: 'authorization_code', client_id: APP_ID, code: without.code, redirect_uri: 'http://localhost:4173/callback',
    }), expected.missingVerifier);
    assertAnswer(await exchange(provider, { ...good, redirect_uri: 'http://localhost:4173/other' }), expected.wrongRedirectUri);
    assertAnswer(await exchange(provider, good), expected.rightVerifierAfterWrong);
  });
  it('missingRedirectUri is no error for an app with one', async () => {
    const { code: value, verifier } = await code();
    assertAnswer(await token({
      grant_type: 'authorization_code', client_id: APP_ID, code: value, code_verifier: verifier,
    }), expected.missingRedirectUri);
  });
  it('codeReuse revokes what the code brought', async () => {
    const good = await code();
    const { body } = await exchange(provider, good);
    assertAnswer(await exchange(provider, good), expected.codeReuse);
    assertAnswer(await refresh(provider, { appId: APP_ID, token: body.refresh_token }), expected.refreshAfterCodeReuse);
    const answer = await userinfo(provider, body.access_token);
    assertAnswer({ status: answer.status, headers: answer.headers, body: await answer.json() }, expected.userinfoAfterCodeReuse);
  });
  it('unknownResource', async () => {
    const value = await refreshToken();
    assertAnswer(await refresh(provider, { appId: APP_ID, token: value, resource: 'https://unknown.example' }), expected.unknownResource);
  });
  it('a resource that was not asked for at sign-in is unknown too', async () => {
    const value = await refreshToken({ appId: APP_ID });
    assertAnswer(await refresh(provider, { appId: APP_ID, token: value, resource: RESOURCE }), expected.unknownResource);
  });
  it('nonMemberOrg, which does not use the refresh token up', async () => {
    const value = await refreshToken();
    assertAnswer(await refresh(provider, { appId: APP_ID, token: value, organization_id: 'strangers000' }), expected.nonMemberOrg);
    provider.endRefreshReuseWindow();
    assert.equal((await refresh(provider, { appId: APP_ID, token: value })).status, 200);
  });
  it('scopeNotGranted', async () => {
    const value = await refreshToken();
    assertAnswer(await refresh(provider, { appId: APP_ID, token: value, scope: 'openid phone' }), expected.scopeNotGranted);
  });
  it('a refresh token of another app', async () => {
    const value = await refreshToken();
    assertAnswer(await refresh(provider, { appId: 'always-issues-refresh', token: value }), expected.badRefreshToken);
  });
});
