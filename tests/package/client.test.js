import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { packageDir } from './package-dir.js';

const sdk = await import(pathToFileURL(join(packageDir, 'dist/index.js')));
const { BaseClient, default: LogtoClient } = sdk;

const CONFIG = { endpoint: 'https://logto.example', appId: 'app' };
// {"iss":"https://logto.example/oidc","sub":"alice"}: a stored token was verified before it was stored.
const ID_TOKEN = 'e30.eyJpc3MiOiJodHRwczovL2xvZ3RvLmV4YW1wbGUvb2lkYyIsInN1YiI6ImFsaWNlIn0.AA';

class MapStorage {
  values = new Map();
  getItem = (key) => this.values.get(key) ?? null;
  setItem = (key, value) => void this.values.set(key, value);
  removeItem = (key) => void this.values.delete(key);
}

// A page as tests simulate one: with a window, and no class of that name. One for all tests, as a module
// of a page has one page.
const page = {
  localStorage: new MapStorage(),
  sessionStorage: new MapStorage(),
  location: { href: 'https://app.example/', assign() {} },
};

page.window = page;
Object.assign(globalThis, { localStorage: page.localStorage, sessionStorage: page.sessionStorage });
beforeEach(() => {
  globalThis.window = page;
  page.localStorage.values.clear();
  page.sessionStorage.values.clear();
});

test('a page is one without the class Window', async () => {
  const client = new LogtoClient(CONFIG);

  window.localStorage.setItem('logto:app:idToken', ID_TOKEN);
  assert.equal(await client.isAuthenticated(), true);
  assert.equal(await client.adapter.storage.getItem('idToken'), ID_TOKEN);
  await client.clearAllTokens();
  assert.equal(window.localStorage.values.size, 0);
});

test('a client shows what it is, and no pointer', () => {
  const client = new LogtoClient(CONFIG);

  assert.deepEqual(Object.keys(client).sort(), ['adapter', 'jwtVerifierInstance', 'logtoConfig']);
  for (const name of ['free', '__wbg_ptr', '__destroy_into_raw', Symbol.dispose]) {
    assert.equal(name in client, false, String(name));
  }
});

test('every class has its name, whatever minifying made of it', () => {
  for (const [name, exported] of Object.entries(sdk)) {
    if (typeof exported === 'function' && /^class\b/.test(String(exported))) {
      assert.equal(exported.name, name === 'default' ? 'LogtoClient' : name);
    }
  }
  assert.equal(new sdk.LogtoError('jwks.invalid').constructor.name, 'LogtoError');
});

test('a copy of a client is the same session, or none', async () => {
  const client = new LogtoClient(CONFIG);

  window.localStorage.setItem('logto:app:idToken', ID_TOKEN);
  const copy = Object.assign(Object.create(LogtoClient.prototype), client);
  assert.equal(await copy.isAuthenticated(), true);

  copy.adapter = { ...client.adapter };
  await assert.rejects(copy.isAuthenticated(), TypeError);
});

test('a Proxy of a client is a client', async () => {
  const deep = (object) =>
    new Proxy(object, {
      get(target, name, receiver) {
        const value = Reflect.get(target, name, receiver);
        return typeof value === 'object' && value !== null ? deep(value) : value;
      },
    });
  const client = deep(new LogtoClient(CONFIG));
  const verifier = { verifyIdToken: async () => {} };

  window.localStorage.setItem('logto:app:idToken', ID_TOKEN);
  assert.equal(await client.isAuthenticated(), true);
  assert.equal(typeof client.jwtVerifier.verifyIdToken, 'function');
  client.setJwtVerifier(verifier);
  assert.equal(client.jwtVerifier.verifyIdToken, verifier.verifyIdToken);
});

test('methods of the built-in storage that were replaced are called', async () => {
  const client = new LogtoClient(CONFIG);

  client.adapter.storage.getItem = async (key) => (key === 'idToken' ? ID_TOKEN : null);
  assert.equal(await client.getIdToken(), ID_TOKEN);

  const { getItem } = sdk.BrowserStorage.prototype;
  sdk.BrowserStorage.prototype.getItem = async () => 'refresh';
  try {
    assert.equal(await new LogtoClient(CONFIG).getRefreshToken(), 'refresh');
  } finally {
    sdk.BrowserStorage.prototype.getItem = getItem;
  }
});

const issuer = `${CONFIG.endpoint}/oidc`;
const METADATA = {
  issuer,
  authorization_endpoint: `${issuer}/auth`,
  token_endpoint: `${issuer}/token`,
  jwks_uri: `${issuer}/jwks`,
  id_token_signing_alg_values_supported: ['ES384'],
  code_challenge_methods_supported: ['S256'],
};

/** An adapter of somebody who is signed in and has to renew the access token. */
const renewing = () => {
  const storage = new MapStorage();

  storage.setItem('idToken', ID_TOKEN);
  storage.setItem('refreshToken', 'refresh');
  return {
    storage,
    requester: async (url) =>
      url.endsWith('/openid-configuration')
        ? METADATA
        : { access_token: 'access', token_type: 'Bearer', expires_in: 60, id_token: 'a.b.c' },
  };
};

test('a verifier that a subclass has as a field or a getter is asked', async () => {
  const asked = [];
  const verifierOf = (name) => ({
    verifyIdToken: async (token) => {
      asked.push([name, token]);
      throw new Error('no');
    },
  });

  class WithField extends BaseClient {
    jwtVerifierInstance = verifierOf('field');
  }
  class WithGetter extends BaseClient {
    get jwtVerifier() {
      return verifierOf('getter');
    }
  }

  for (const Client of [WithField, WithGetter]) {
    await assert.rejects(new Client(CONFIG, renewing()).getAccessToken(), { message: 'no' });
  }
  assert.deepEqual(asked, [
    ['field', 'a.b.c'],
    ['getter', 'a.b.c'],
  ]);
});

test("a verifier of the site's own may ask the one that the client was made with", async () => {
  const client = new BaseClient(CONFIG, renewing());
  const own = client.jwtVerifier;
  const asked = [];

  client.setJwtVerifier({
    verifyIdToken: async (token) => {
      asked.push(token);
      await own.verifyIdToken(token);
    },
  });
  // There are no keys to be had.
  await assert.rejects(client.getAccessToken(), { code: 'jwks.invalid' });
  assert.deepEqual(asked, ['a.b.c']);
});

test('an adapter without a storage has that of the browser', async () => {
  const client = new BaseClient(CONFIG, {});

  page.localStorage.setItem('logto:app:idToken', ID_TOKEN);
  assert.equal(await client.isAuthenticated(), true);
  assert.equal(await client.getSignInSession(), null);
  await client.setSignInSession({ redirectUri: 'a', codeVerifier: 'b', state: 'c' });
  assert.match(page.sessionStorage.getItem('logto:app:signInSession'), /"state":"c"/);
});

test('a requester is called with as little as there is to say', async () => {
  const calls = [];
  const adapter = renewing();
  const { requester } = adapter;
  const client = new BaseClient(CONFIG, {
    ...adapter,
    requester: async (...request) => {
      calls.push(request);
      return requester(...request);
    },
  });

  await client.getOidcConfig();
  assert.deepEqual(calls, [[`${issuer}/.well-known/openid-configuration`]]);
});

test('a server that must not compile can have a client, and use it', async () => {
  delete globalThis.window;
  const { Module } = WebAssembly;
  WebAssembly.Module = class {
    constructor() {
      throw new WebAssembly.CompileError('forbidden');
    }
  };

  try {
    const entry = pathToFileURL(join(packageDir, 'dist/index.js'));
    const { default: Client } = await import(`${entry}?on-the-edge`);
    const client = new Client(CONFIG);

    assert.equal(client.logtoConfig.appId, 'app');
    assert.equal(await client.isAuthenticated(), false);
  } finally {
    WebAssembly.Module = Module;
  }
});

test('where nothing can check a signature, that is what is said, and not that it is wrong', async () => {
  const observed = (name) =>
    JSON.parse(readFileSync(new URL(`../fixtures/logto-observed/${name}.json`, import.meta.url), 'utf8'));
  const { payload, raw } = observed('id-token');
  const client = new BaseClient(
    { endpoint: 'http://localhost:3001', appId: payload.aud },
    {
      requester: async (url) => observed(url.endsWith('/jwks') ? 'jwks' : 'discovery'),
      storage: new MapStorage(),
    }
  );
  const whole = Object.getOwnPropertyDescriptor(globalThis, 'crypto');
  const getRandomValues = (bytes) => whole.get.call(globalThis).getRandomValues(bytes);

  // As on plain http.
  Object.defineProperty(globalThis, 'crypto', { value: { getRandomValues }, configurable: true });
  try {
    await assert.rejects(client.jwtVerifier.verifyIdToken(raw), {
      name: 'LogtoError',
      code: 'crypto_subtle_unavailable',
    });
  } finally {
    Object.defineProperty(globalThis, 'crypto', whole);
  }
});
