import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startProvider } from './index.js';
import { APP_ID, observed, startAsObserved } from './support/observed.js';
import { authorizationUrl, decode, formOf, signIn, signInForTokens, Visitor } from './support/visitor.js';

describe('the sign-in page', () => {
  let provider;
  before(async () => {
    provider = await startAsObserved();
  });
  after(() => provider.close());

  /** Opens the page that an authorization request leads to. */
  const open = async (parameters = {}) => {
    const visitor = new Visitor();
    const { url } = authorizationUrl(provider, { appId: APP_ID, ...parameters });
    const { response, url: at } = await visitor.visit(url, { on: (next) => next.startsWith(provider.endpoint) });
    const page = await response.text();
    const submit = async (fields) => {
      const { action } = formOf(page);
      return visitor.request(new URL(action, at).href, { method: 'POST', form: { ...formOf(page).fields, ...fields } });
    };
    return { visitor, page, status: response.status, at, submit };
  };

  it('says which app it is for', async () => {
    const { page } = await open();
    assert.match(page, /to continue to Bookstore/u);
  });

  it('helps password managers and screen readers', async () => {
    const { page } = await open();
    assert.match(page, /<label for="identifier">/u);
    assert.match(page, /<label for="password">/u);
    assert.match(page, /name="identifier"[^>]*autocomplete="username"/u);
    assert.match(page, /name="password"[^>]*autocomplete="current-password"/u);
  });

  it('is filled in with the hint of the app', async () => {
    const { page } = await open({ login_hint: 'alice' });
    assert.equal(formOf(page).fields.identifier, 'alice');
  });

  it('says that the password is wrong, and keeps the username', async () => {
    const [{ status, body: { message } }] = observed('rate-limit', provider).signInLockout.tries;
    const { submit } = await open();
    for (const fields of [{ identifier: 'alice', password: 'wrong' }, { identifier: 'nobody', password: 'wonderland' }]) {
      const response = await submit(fields);
      const page = await response.text();
      assert.equal(response.status, status);
      assert.ok(page.includes(message));
      assert.equal(formOf(page).fields.identifier, fields.identifier);
      assert.equal(formOf(page).fields.password, '');
    }
  });

  it('can be submitted again after a wrong password', async () => {
    const { submit } = await open();
    await submit({ identifier: 'alice', password: 'wrong' });
    const response = await submit({ identifier: 'alice', password: 'wonderland' });
    assert.equal(response.status, 303);
    assert.match(response.headers.get('location'), /\/oidc\/auth\//u);
  });

  it('takes the address for the username', async () => {
    const { callback } = await signIn(provider, { appId: APP_ID, username: 'alice@example.test' });
    assert.ok(callback.searchParams.get('code'));
  });

  it('escapes what it repeats', async () => {
    const attack = '"><script>alert(1)</script>';
    const { page, submit } = await open({ login_hint: attack });
    const answer = await (await submit({ identifier: attack, password: 'wrong' })).text();
    for (const markup of [page, answer]) {
      assert.ok(!markup.includes('<script'));
      assert.equal(formOf(markup).fields.identifier, attack);
    }
  });

  it('is not there without an authorization request', async () => {
    const response = await fetch(`${provider.endpoint}/sign-in?app_id=${APP_ID}`);
    assert.equal(response.status, 400);
    assert.ok((await response.text()).includes(observed('rate-limit', provider).experienceWithoutSession.json.message));
  });

  it('has no way to Hugging Face unless the connector is configured', async () => {
    const { page } = await open();
    assert.doesNotMatch(page, /Hugging Face/u);
    const { at } = await open({ direct_sign_in: 'social:huggingface' });
    assert.equal(new URL(at).pathname, '/sign-in');
  });

  it('never falls back to another site', async () => {
    const { visitor } = await open();
    const response = await visitor.request(`${provider.endpoint}/direct/social/huggingface?fallback=//evil.example/`);
    assert.match(response.headers.get('location'), /^\/sign-in\?/u);
  });

  it('creates accounts', async () => {
    const { submit, visitor } = await open({ first_screen: 'register' });
    const response = await submit({ identifier: 'bob', password: 'bobs-secret', name: 'Bob' });
    assert.equal(response.status, 303);
    const { callback } = await signIn(provider, { appId: APP_ID, username: 'bob', password: 'bobs-secret' });
    assert.ok(callback.searchParams.get('code'));
    const { tokens } = await signInForTokens(provider, { appId: APP_ID, username: 'bob', password: 'bobs-secret' });
    const { name, username, picture } = decode(tokens.id_token).payload;
    assert.deepEqual({ name, username, picture }, { name: 'Bob', username: 'bob', picture: null });
    assert.ok(visitor);
  });

  it('says what is wrong with a new account, and keeps what was typed', async () => {
    const { submit } = await open({ first_screen: 'register' });
    const cases = [
      [{ identifier: 'alice', password: 'long enough', name: 'Other' }, 'This username is already in use.'],
      [{ identifier: 'carol', password: 'short', name: 'Carol' }, 'minimum of 8 characters'],
      [{ identifier: '1 carol', password: 'long enough', name: 'Carol' }, 'only letters, numbers and underscores'],
    ];
    for (const [fields, message] of cases) {
      const response = await submit(fields);
      const page = await response.text();
      assert.equal(response.status, 422);
      assert.ok(page.includes(message), message);
      const { password, ...kept } = fields;
      assert.deepEqual(formOf(page).fields, { ...kept, password: '' });
    }
  });
});

describe('users other than the built-in one', () => {
  const apps = [{ appId: APP_ID, redirectUris: ['http://localhost:4173/callback'] }];
  const users = (endpoint) => [{ username: 'grace', password: 'hopper', picture: `${endpoint}/avatars/grace.svg` }];

  /** The sign-in page, and the claims of whoever then signs in. */
  const visit = async (t, settings) => {
    const provider = await startProvider({ apps, ...settings });
    t.after(() => provider.close());
    const { url } = authorizationUrl(provider, { appId: APP_ID });
    const { response } = await new Visitor().visit(url, { on: (next) => next.startsWith(provider.endpoint) });
    const { tokens } = await signInForTokens(provider, { appId: APP_ID, username: 'grace', password: 'hopper' });
    return { page: await response.text(), claims: decode(tokens.id_token).payload };
  };

  it('are told where their pictures are, and are not named on the page', async (t) => {
    const { page, claims } = await visit(t, { users });
    const picture = await fetch(claims.picture);
    assert.equal(picture.headers.get('content-type'), 'image/svg+xml');
    assert.doesNotMatch(page, /grace|hopper/u);
  });

  it('are named on the page if that is asked for', async (t) => {
    const { page } = await visit(t, { users, tellsAccounts: true });
    assert.match(page, /Account: <code>grace<\/code>, password: <code>hopper<\/code>/u);
  });
});

describe('the built-in user', () => {
  it('is alice, with a picture that pages of other origins may show', async () => {
    const provider = await startProvider({ apps: [{ appId: APP_ID, redirectUris: ['http://localhost:4173/callback'] }] });
    try {
      const { tokens } = await signInForTokens(provider, { appId: APP_ID });
      const { picture } = decode(tokens.id_token).payload;
      const response = await fetch(picture);
      assert.equal(response.headers.get('content-type'), 'image/svg+xml');
      assert.equal(response.headers.get('cross-origin-resource-policy'), 'cross-origin');
    } finally {
      await provider.close();
    }
  });
});
