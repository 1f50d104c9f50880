import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { APP_ID, assertAnswer, assertHeaders, observed, read, startAsObserved } from './support/observed.js';
import { post, signInForTokens, userinfo } from './support/visitor.js';

const PREFLIGHTS = {
  preflightToken: ['/token', 'POST', 'content-type'],
  preflightUserinfo: ['/me', 'GET', 'authorization'],
  preflightRevocation: ['/token/revocation', 'POST', 'content-type'],
  preflightDiscovery: ['/.well-known/openid-configuration', 'GET', 'x'],
};

for (const origin of ['http://localhost:4173', 'https://evil.example']) {
  describe(`a page of ${origin}`, () => {
    let provider;
    let expected;
    let token;
    before(async () => {
      provider = await startAsObserved();
      expected = observed('cors', provider)[origin];
      token = (await signInForTokens(provider, { appId: APP_ID })).tokens.access_token;
    });
    after(() => provider.close());

    for (const [name, [path, method, header]] of Object.entries(PREFLIGHTS)) {
      it(name, async () => {
        const response = await fetch(`${provider.issuer}${path}`, {
          method: 'OPTIONS',
          headers: { origin, 'access-control-request-method': method, 'access-control-request-headers': header },
        });
        assertAnswer(await read(response), expected[name]);
      });
    }

    it('discovery and jwks', async () => {
      for (const [name, path] of Object.entries({ discovery: '/.well-known/openid-configuration', jwks: '/jwks' })) {
        const response = await fetch(`${provider.issuer}${path}`, { headers: { origin } });
        assertHeaders(response.headers, expected[name]);
      }
    });

    it('tokenPost', async () => {
      const { tokens } = await signInForTokens(provider, { appId: APP_ID });
      const answer = await post(`${provider.issuer}/token`, {
        grant_type: 'refresh_token', client_id: APP_ID, refresh_token: tokens.refresh_token,
      }, { origin });
      assertAnswer(answer, expected.tokenPost);
    });

    it('tokenPostError', async () => {
      const answer = await post(`${provider.issuer}/token`, {
        grant_type: 'refresh_token', client_id: APP_ID, refresh_token: 'nonsense',
      }, { origin });
      assertAnswer(answer, expected.tokenPostError);
    });

    it('userinfo', async () => {
      const actual = await read(await userinfo(provider, token, { origin }));
      assertAnswer(actual, { ...expected.userinfo, body: undefined });
      assert.deepEqual(Object.keys(actual.body), Object.keys(expected.userinfo.body));
      if (actual.status !== 200) assert.deepEqual(actual.body, expected.userinfo.body);
    });

    it('userinfoBadToken', async () => {
      assertAnswer(await read(await userinfo(provider, 'nonsense', { origin })), expected.userinfoBadToken);
    });

    it('revocation', async () => {
      const answer = await post(`${provider.issuer}/token/revocation`, { client_id: APP_ID, token: 'nonsense' }, { origin });
      assertAnswer(answer, expected.revocation);
    });
  });
}
