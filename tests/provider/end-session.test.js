import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { APP_ID, assertAnswer, EVERYTHING, observed, startAsObserved } from './support/observed.js';
import { endSessionUrl, signOut } from './support/session.js';
import { formOf, refresh, signIn, signInForTokens, userinfo, Visitor } from './support/visitor.js';

const POST_LOGOUT = 'http://localhost:4173/';

describe('end of the session', () => {
  let provider;
  let expected;
  before(async () => {
    provider = await startAsObserved();
    expected = observed('end-session', provider);
  });
  after(() => provider.close());

  const cases = {
    clientId: () => ({ client_id: APP_ID, post_logout_redirect_uri: POST_LOGOUT }),
    idTokenHint: ({ id_token: hint }) => ({ id_token_hint: hint, post_logout_redirect_uri: POST_LOGOUT }),
    noClientNoHint: () => ({ post_logout_redirect_uri: POST_LOGOUT }),
    bare: () => ({}),
  };
  for (const [name, parametersOf] of Object.entries(cases)) {
    it(`begins with a page that submits itself: ${name}`, async () => {
      const { visitor, tokens } = await signInForTokens(provider, EVERYTHING);
      const response = await visitor.request(endSessionUrl(provider, parametersOf(tokens)));
      assert.equal(response.status, expected[name].status);
      assert.equal(response.headers.get('location'), expected[name].location);
      const page = await response.text();
      const { action, fields } = formOf(page);
      assert.ok(new URL(action, provider.endpoint).pathname === '/oidc/session/end/confirm');
      assert.equal(fields.logout, 'yes');
      assert.match(page, /\.submit\(\)/u);
    });
  }

  it('begins so without a session as well', async () => {
    const { status, location } = await signOut(provider, new Visitor(), { client_id: APP_ID, post_logout_redirect_uri: POST_LOGOUT });
    assert.deepEqual([status, location], [303, POST_LOGOUT]);
  });

  it('refuses an address that is not registered', async () => {
    const { visitor } = await signIn(provider, EVERYTHING);
    const response = await visitor.request(endSessionUrl(provider, { client_id: APP_ID, post_logout_redirect_uri: 'https://evil.example/' }));
    assert.equal(response.status, expected.badPostLogout.status);
    assert.equal(await response.text(), expected.badPostLogout.body);
  });

  it('leads to the registered address, with the state', async () => {
    const { visitor, tokens } = await signInForTokens(provider, EVERYTHING);
    assert.deepEqual(
      await signOut(provider, visitor, { client_id: APP_ID, post_logout_redirect_uri: POST_LOGOUT, state: 'abc' }),
      expected.confirm,
    );
    assertAnswer(await refresh(provider, { appId: APP_ID, token: tokens.refresh_token }), expected.refreshAfterLogout_withoutRevocation);
    assert.equal((await userinfo(provider, tokens.access_token)).status, expected.userinfoAfterLogout);
  });

  it('asks for the password again afterwards', async () => {
    const { visitor } = await signIn(provider, EVERYTHING);
    await signOut(provider, visitor, { client_id: APP_ID, post_logout_redirect_uri: POST_LOGOUT });
    const { hops } = await signIn(provider, { ...EVERYTHING, visitor });
    assert.ok(hops.some(({ location }) => location?.startsWith('/sign-in')));
  });

  it('ends with a page of its own when it leads nowhere', async () => {
    const { visitor } = await signIn(provider, EVERYTHING);
    const { location } = await signOut(provider, visitor, { client_id: APP_ID });
    const page = await (await visitor.request(location)).text();
    assert.match(page, /You are signed out/u);
  });
});
