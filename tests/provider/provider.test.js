import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { networkInterfaces } from 'node:os';
import { describe, it } from 'node:test';
import { createSigningKey, startHuggingFace, startProvider } from './index.js';
import { APP_ID, startAsObserved } from './support/observed.js';
import { decode, refresh, signInForTokens } from './support/visitor.js';

const APPS = [{ appId: APP_ID, redirectUris: ['http://localhost:4173/callback'] }];

const withProvider = (options, work) => async () => {
  const provider = await startAsObserved(options);
  try {
    await work(provider);
  } finally {
    await provider.close();
  }
};

describe('the provider', () => {
  it('is named after its port', withProvider({}, async (provider) => {
    assert.equal(provider.endpoint, `http://localhost:${provider.port}`);
    assert.equal(provider.issuer, `${provider.endpoint}/oidc`);
  }));

  it('has one name, however it is called', withProvider({}, async (provider) => {
    const document = await (await fetch(`http://127.0.0.1:${provider.port}/oidc/.well-known/openid-configuration`)).json();
    assert.equal(document.token_endpoint, `${provider.issuer}/token`);
  }));

  it('is reached from this machine only', withProvider({}, async (provider) => {
    const { status } = await fetch(`${provider.endpoint}/oidc/jwks`);
    assert.equal(status, 200);
    const outward = Object.values(networkInterfaces()).flat().filter(({ internal, family }) => !internal && family === 'IPv4');
    for (const { address } of outward) await assert.rejects(fetch(`http://${address}:${provider.port}/oidc/jwks`));
  }));

  it('listens on IPv6 where there is any', withProvider({}, async (provider) => {
    const hasIPv6 = Object.values(networkInterfaces()).flat().some(({ address }) => address === '::1');
    const request = fetch(`http://[::1]:${provider.port}/oidc/jwks`);
    if (hasIPv6) assert.equal((await request).status, 200);
    else await assert.rejects(request);
  }));

  it('rejects when the port is busy', async () => {
    const occupant = createServer();
    await new Promise((resolve) => {
      occupant.listen(0, '127.0.0.1', resolve);
    });
    const { port } = occupant.address();
    try {
      await assert.rejects(startProvider({ port, apps: APPS }), { code: 'EADDRINUSE', port });
      await assert.rejects(startHuggingFace({ port, clientId: 'a', clientSecret: 'b', redirectUris: [] }), { code: 'EADDRINUSE', port });
    } finally {
      occupant.close();
    }
  });

  it('frees the port when it closes, whoever is still connected', async () => {
    const first = await startAsObserved();
    await (await fetch(`${first.issuer}/jwks`)).text();
    await first.close();
    const second = await startAsObserved({ port: first.port });
    assert.equal(second.port, first.port);
    await second.close();
  });

  it('frees the port when it cannot start', async () => {
    const { port, close } = await startAsObserved();
    await close();
    await assert.rejects(startProvider({ port, apps: [{ appId: 'bad', redirectUris: ['nonsense'] }] }));
    const again = await startAsObserved({ port });
    await again.close();
  });

  it('shares nothing with another one', withProvider({}, async (one) => {
    const other = await startAsObserved();
    try {
      const { tokens } = await signInForTokens(one, { appId: APP_ID });
      assert.equal((await refresh(other, { appId: APP_ID, token: tokens.refresh_token })).status, 400);
      assert.notEqual(one.keys.kid, other.keys.kid);
    } finally {
      await other.close();
    }
  }));

  it('counts requests', withProvider({}, async (provider) => {
    const { tokens } = await signInForTokens(provider, { appId: APP_ID });
    provider.clearRequests();
    await refresh(provider, { appId: APP_ID, token: tokens.refresh_token });
    const [{ at, ...request }] = provider.requests;
    assert.ok(Math.abs(at - Date.now()) < 60_000);
    assert.deepEqual(request, {
      method: 'POST', path: '/oidc/token', origin: 'http://localhost:4173', grantType: 'refresh_token', status: 200,
    });
    assert.equal(provider.requests.length, 1);
  }));

  it('logs no secret', async () => {
    const lines = [];
    const provider = await startAsObserved({ log: (line) => lines.push(line) });
    const { tokens, code, verifier } = await signInForTokens(provider, { appId: APP_ID });
    await refresh(provider, { appId: APP_ID, token: tokens.refresh_token });
    await provider.close();
    const text = lines.join('\n');
    assert.match(text, /POST \/oidc\/token 200/u);
    for (const secret of [code, verifier, 'wonderland', ...Object.values(tokens)]) assert.ok(!text.includes(String(secret)) || secret === 3600);
  });
});

describe('tampering', () => {
  it('alters an answer until it is undone', withProvider({}, async (provider) => {
    const { tokens } = await signInForTokens(provider, { appId: APP_ID });
    let token = tokens.refresh_token;
    const undo = provider.tamper('/oidc/token', (status, body, { parameters }) => {
      assert.equal(parameters.grant_type, 'refresh_token');
      return { status: 418, body: { ...body, id_token: 'forged' }, headers: { 'retry-after': '7' } };
    });
    const altered = await refresh(provider, { appId: APP_ID, token });
    assert.equal(altered.status, 418);
    assert.equal(altered.body.id_token, 'forged');
    assert.equal(altered.headers.get('retry-after'), '7');
    assert.equal(altered.headers.get('access-control-allow-origin'), 'http://localhost:4173');
    token = altered.body.refresh_token;
    undo();
    assert.equal((await refresh(provider, { appId: APP_ID, token })).status, 200);
  }));

  it('leaves an answer alone when there is nothing to say', withProvider({}, async (provider) => {
    provider.tamper('/oidc/jwks', () => undefined);
    const { keys } = await (await fetch(`${provider.issuer}/jwks`)).json();
    assert.equal(keys.length, 1);
  }));

  it('can lose an answer after the work was done', withProvider({}, async (provider) => {
    const { tokens } = await signInForTokens(provider, { appId: APP_ID });
    const undo = provider.tamper('/oidc/token', () => ({ drop: true }));
    await assert.rejects(refresh(provider, { appId: APP_ID, token: tokens.refresh_token }));
    undo();
    provider.endRefreshReuseWindow();
    assert.equal((await refresh(provider, { appId: APP_ID, token: tokens.refresh_token })).status, 400);
  }));

  it('can rotate the key', withProvider({}, async (provider) => {
    const next = createSigningKey();
    provider.tamper('/oidc/jwks', (_status, { keys }) => ({ body: { keys: [...keys, next.publicJwk] } }));
    provider.tamper('/oidc/token', (_status, body) => ({ body: { ...body, id_token: next.sign(decode(body.id_token).payload) } }));
    const { tokens } = await signInForTokens(provider, { appId: APP_ID });
    const { keys } = await (await fetch(`${provider.issuer}/jwks`)).json();
    assert.ok(keys.some(({ kid }) => kid === decode(tokens.id_token).header.kid));
  }));
});
