import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { ALWAYS_APP_ID, APP_ID, assertAnswer, EVERYTHING, observed, read, startAsObserved } from './support/observed.js';
import { signOut } from './support/session.js';
import { refresh, signInForTokens, userinfo } from './support/visitor.js';

describe('rotation of refresh tokens', () => {
  let provider;
  let expected;
  before(async () => {
    provider = await startAsObserved();
    expected = observed('refresh-rotation', provider);
  });
  after(() => provider.close());

  const spend = (token, at = provider) => refresh(at, { appId: APP_ID, token });

  it('accepts a spent token again for a moment, with a successor of its own', async () => {
    const { tokens } = await signInForTokens(provider, EVERYTHING);
    const first = await spend(tokens.refresh_token);
    const again = await spend(tokens.refresh_token);
    assertAnswer(again, expected.reuseWithin3s);
    assert.equal(first.body.refresh_token !== again.body.refresh_token, expected.bothSuccessorsDiffer);
  });

  it('ends the whole grant when a spent token comes later', async () => {
    const { tokens } = await signInForTokens(provider, EVERYTHING);
    const first = await spend(tokens.refresh_token);
    const second = await spend(tokens.refresh_token);
    provider.endRefreshReuseWindow();
    assertAnswer(await spend(tokens.refresh_token), expected.reuseAfter4s);
    assertAnswer(await spend(first.body.refresh_token), expected.successorAfterReuse);
    assertAnswer(await spend(second.body.refresh_token), expected.otherSuccessorAfterReuse);
    assertAnswer(await read(await userinfo(provider, first.body.access_token)), expected.userinfoAfterReuse);
  });

  it('does not end the grant of anybody else', async () => {
    const mine = await signInForTokens(provider, EVERYTHING);
    const theirs = await signInForTokens(provider, EVERYTHING);
    await spend(mine.tokens.refresh_token);
    provider.endRefreshReuseWindow();
    assert.equal((await spend(mine.tokens.refresh_token)).status, 400);
    assert.equal((await spend(theirs.tokens.refresh_token)).status, 200);
  });

  it('serves requests that arrive together', async () => {
    const { tokens } = await signInForTokens(provider, EVERYTHING);
    const answers = await Promise.all([1, 2, 3].map(() => spend(tokens.refresh_token)));
    assert.deepEqual(answers.map(({ status }) => status), expected.parallelSameToken);
  });

  it('lets one of them through when the window is zero', async () => {
    const strict = await startAsObserved({ refreshReuseSeconds: 0 });
    try {
      const { tokens } = await signInForTokens(strict, EVERYTHING);
      const answers = await Promise.all([1, 2, 3].map(() => spend(tokens.refresh_token, strict)));
      assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 400, 400]);
    } finally {
      await strict.close();
    }
  });

  it('never extends the life of the first token', async (context) => {
    const { tokens } = await signInForTokens(provider, EVERYTHING);
    const day = 24 * 60 * 60 * 1000;
    context.mock.timers.enable({ apis: ['Date'], now: Date.now() });
    let token = tokens.refresh_token;
    for (const days of [6, 6]) {
      context.mock.timers.tick(days * day);
      const { status, body } = await spend(token);
      assert.equal(status, 200);
      token = body.refresh_token;
    }
    context.mock.timers.tick(2 * day);
    assertAnswer(await spend(token), expected.successorAfterReuse);
  });
});

describe('issuance of refresh tokens', () => {
  let provider;
  before(async () => {
    provider = await startAsObserved();
  });
  after(() => provider.close());

  const requests = {
    'prompt=consent + offline_access': { prompt: 'consent', scope: 'openid offline_access profile' },
    'no prompt + offline_access': { prompt: undefined, scope: 'openid offline_access profile' },
    'prompt=login + offline_access': { prompt: 'login', scope: 'openid offline_access profile' },
    'prompt=consent, no offline_access': { prompt: 'consent', scope: 'openid profile' },
    'no prompt, no offline_access': { prompt: undefined, scope: 'openid profile' },
  };
  const apps = { 'alwaysIssueRefreshToken=false': APP_ID, 'alwaysIssueRefreshToken=true': ALWAYS_APP_ID };

  for (const [setting, appId] of Object.entries(apps)) {
    for (const [name, parameters] of Object.entries(requests)) {
      it(`${setting}: ${name}`, async () => {
        const expected = observed('refresh-token-issuance', provider)[setting][name];
        const { tokens, visitor } = await signInForTokens(provider, { appId, ...parameters });
        assert.equal('refresh_token' in tokens, expected.refresh_token);
        assert.equal(tokens.scope, expected.scope);
        if (!expected.refresh_token) return;
        const { status } = await signOut(provider, visitor, { client_id: appId, post_logout_redirect_uri: 'http://localhost:4173/' });
        assert.equal(status, expected.sessionEndThenRefresh.logout);
        assertAnswer(await refresh(provider, { appId, token: tokens.refresh_token }), {
          status: expected.sessionEndThenRefresh.refreshAfterLogout, body: expected.sessionEndThenRefresh.body,
        });
      });
    }
  }
});
