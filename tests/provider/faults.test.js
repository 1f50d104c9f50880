import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, before, beforeEach, describe, it } from 'node:test';
import { APP_ID, EVERYTHING, startAsObserved } from './support/observed.js';
import { ORIGIN, refresh, signInForTokens } from './support/visitor.js';

describe('faults on the way to the provider', () => {
  let provider;
  let token;
  before(async () => {
    provider = await startAsObserved({ refreshReuseSeconds: 0 });
  });
  beforeEach(async () => {
    ({ tokens: { refresh_token: token } } = await signInForTokens(provider, EVERYTHING));
  });
  after(() => provider.close());

  const spend = () => refresh(provider, { appId: APP_ID, token });

  it('answers in place of the provider, to the page too, and spends nothing', async () => {
    const mend = provider.fault('/oidc/token', () => ({
      status: 429, headers: { 'Retry-After': '1', 'Access-Control-Expose-Headers': 'Retry-After' }, body: 'Slow down',
    }));
    const response = await fetch(`${provider.issuer}/token`, { method: 'POST', headers: { origin: ORIGIN }, body: 'x' });
    mend();

    assert.equal(response.status, 429);
    assert.equal(response.headers.get('retry-after'), '1');
    assert.equal(response.headers.get('access-control-allow-origin'), ORIGIN);
    assert.equal(await response.text(), 'Slow down');
    assert.equal((await spend()).status, 200);
  });

  it('resets the connection, and spends nothing', async () => {
    const mend = provider.fault('/oidc/token', () => ({ reset: true }));
    await assert.rejects(spend());
    mend();

    assert.equal((await spend()).status, 200);
  });

  it('may go wrong everywhere, pages included, and is mended everywhere', async () => {
    const addresses = [`${provider.issuer}/jwks`, `${provider.endpoint}/sign-in`, `${provider.endpoint}/nothing`];
    const statuses = () => Promise.all(addresses.map(async (address) => (await fetch(address)).status));
    const usual = await statuses();
    const mend = provider.fault('*', () => ({ status: 503 }));
    const wrong = await statuses();
    mend();

    assert.deepEqual(usual, [200, 400, 404]);
    assert.deepEqual(wrong, [503, 503, 503]);
    assert.deepEqual(await statuses(), usual);
  });

  it('handles late what is still waited for', async () => {
    const mend = provider.fault('/oidc/token', () => ({ until: Promise.resolve() }));
    assert.equal((await spend()).status, 200);
    mend();
  });

  it('spends nothing of whoever has left', async () => {
    const leaving = new AbortController();
    let arrive;
    const arrived = new Promise((resolve) => { arrive = resolve; });
    const mend = provider.fault('/oidc/token', ({ socket }) => {
      arrive();
      return { until: once(socket, 'close') };
    });
    const left = fetch(`${provider.issuer}/token`, {
      method: 'POST',
      body: new URLSearchParams({ grant_type: 'refresh_token', client_id: APP_ID, refresh_token: token }),
      signal: leaving.signal,
    });
    await arrived;
    leaving.abort();
    await assert.rejects(left);
    mend();

    assert.equal((await spend()).status, 200);
  });
});
