import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startHuggingFace } from './index.js';
import { APP_ID, startAsObserved } from './support/observed.js';
import { authorizationUrl, decode, exchange, formOf, post, userinfo, Visitor } from './support/visitor.js';

const CLIENT = { clientId: 'hf-client', clientSecret: 'hf-secret' };

async function startBoth(options) {
  const redirectUris = [];
  const huggingFace = await startHuggingFace({ ...CLIENT, redirectUris });
  const provider = await startAsObserved({ huggingFace: { ...CLIENT, port: huggingFace.port, ...options } });
  redirectUris.push(`${provider.endpoint}/callback/huggingface`);
  return { provider, huggingFace, close: () => Promise.all([provider.close(), huggingFace.close()]) };
}

describe('signing in with Hugging Face', () => {
  let provider;
  let huggingFace;
  let close;
  before(async () => {
    ({ provider, huggingFace, close } = await startBoth({ scope: 'profile email' }));
  });
  after(() => close());

  const isLocal = (url) => url.startsWith(provider.endpoint) || url.startsWith(huggingFace.endpoint);

  /** Up to the consent page of Hugging Face. */
  async function reachConsent({ visitor = new Visitor(), ...parameters } = {}) {
    const request = authorizationUrl(provider, { appId: APP_ID, direct_sign_in: 'social:huggingface', ...parameters });
    let { url: at, response } = await visitor.visit(request.url, { on: isLocal });
    let page = await response.text();
    if (new URL(at).pathname === '/login') {
      ({ url: at, response } = await visitor.visit(new URL(formOf(page).action, at).href, {
        on: isLocal, method: 'POST', form: { username: 'ada', password: 'lovelace' },
      }));
      page = await response.text();
    }
    return { visitor, at, page, ...request };
  }

  async function decide({ visitor, at, page }, decision, on = isLocal) {
    const { action, fields } = formOf(page);
    return visitor.visit(new URL(action, at).href, { on, method: 'POST', form: { ...fields, decision } });
  }

  async function signInWithHuggingFace(parameters) {
    const consent = await reachConsent(parameters);
    const { url } = await decide(consent, 'authorize');
    const code = new URL(url).searchParams.get('code');
    assert.ok(code, url);
    return { consent, ...await exchange(provider, { appId: APP_ID, code, verifier: consent.verifier }) };
  }

  it('goes straight there with direct_sign_in', async () => {
    const { at, page } = await reachConsent();
    assert.equal(new URL(at).origin, huggingFace.endpoint);
    assert.equal(new URL(at).pathname, '/oauth/authorize');
    assert.match(page, /<code>profile<\/code>.*<code>email<\/code>/su);
  });

  it('asks for a password of its own', async () => {
    const visitor = new Visitor();
    const { url } = authorizationUrl(provider, { appId: APP_ID, direct_sign_in: 'social:huggingface' });
    const { url: at, response } = await visitor.visit(url, { on: isLocal });
    const { action } = formOf(await response.text());
    const answer = await visitor.request(new URL(action, at).href, { method: 'POST', form: { username: 'ada', password: 'wonderland' } });
    assert.equal(answer.status, 401);
    assert.match(await answer.text(), /Invalid username or password/u);
  });

  it('brings the profile to the app', async () => {
    const { body } = await signInWithHuggingFace({ scope: 'openid offline_access profile email identities' });
    const { payload } = decode(body.id_token);
    assert.equal(payload.name, 'Ada Lovelace');
    assert.equal(payload.username, 'ada');
    assert.equal(payload.email, 'ada@example.test');
    assert.equal(payload.picture, `${huggingFace.endpoint}/avatars/ada.svg`);
    assert.equal((await fetch(payload.picture)).headers.get('content-type'), 'image/svg+xml');
    const { identities } = await (await userinfo(provider, body.access_token)).json();
    assert.match(identities.huggingface.userId, /^[\da-f]{24}$/u);
  });

  it('knows the user the next time', async () => {
    const first = await signInWithHuggingFace();
    const second = await signInWithHuggingFace();
    assert.equal(decode(first.body.id_token).payload.sub, decode(second.body.id_token).payload.sub);
  });

  it('is a button on the sign-in page', async () => {
    const visitor = new Visitor();
    const { response, url } = await visitor.visit(authorizationUrl(provider, { appId: APP_ID }).url, { on: isLocal });
    const link = /id="continue-with-hugging-face" href="([^"]+)"/u.exec(await response.text())[1].replaceAll('&amp;', '&');
    const { url: at } = await visitor.visit(new URL(link, url).href, { on: isLocal });
    assert.equal(new URL(at).origin, huggingFace.endpoint);
  });

  it('comes back to the sign-in page when it is cancelled', async () => {
    const consent = await reachConsent();
    const { url, response } = await decide(consent, 'cancel');
    assert.equal(new URL(url).pathname, '/sign-in');
    assert.match(await response.text(), /Signing in with Hugging Face was cancelled\./u);
  });

  it('takes no answer with a state of somebody else', async () => {
    const mine = await reachConsent();
    const theirs = await reachConsent();
    const { url: callback } = await decide(theirs, 'authorize', (url) => !url.includes('/callback/'));
    const { url, response } = await mine.visitor.visit(callback, { on: isLocal });
    assert.equal(new URL(url).pathname, '/sign-in');
    assert.match(await response.text(), /did not work/u);
  });

  it('takes no answer without a browser that asked', async () => {
    const consent = await reachConsent();
    const { url: callback } = await decide(consent, 'authorize', (url) => !url.includes('/callback/'));
    assert.equal((await fetch(callback)).status, 400);
  });
});

describe('the stand-in for Hugging Face', () => {
  let huggingFace;
  const redirectUri = 'http://localhost:9/callback';
  before(async () => {
    huggingFace = await startHuggingFace({ ...CLIENT, redirectUris: [redirectUri] });
  });
  after(() => huggingFace.close());

  const authorize = (parameters) => `${huggingFace.endpoint}/oauth/authorize?${new URLSearchParams({
    response_type: 'code', client_id: CLIENT.clientId, redirect_uri: redirectUri, scope: 'profile', state: 's', ...parameters,
  })}`;

  async function code(parameters) {
    const visitor = new Visitor();
    const on = (url) => url.startsWith(huggingFace.endpoint);
    const login = await visitor.visit(authorize(parameters), { on });
    const { action } = formOf(await login.response.text());
    const consent = await visitor.visit(new URL(action, login.url).href, { on, method: 'POST', form: { username: 'ada', password: 'lovelace' } });
    const form = formOf(await consent.response.text());
    const { url } = await visitor.visit(new URL(form.action, consent.url).href, { on, method: 'POST', form: { ...form.fields, decision: 'authorize' } });
    return new URL(url).searchParams.get('code');
  }

  const token = (form, headers) => post(`${huggingFace.endpoint}/oauth/token`, {
    grant_type: 'authorization_code', redirect_uri: redirectUri, ...form,
  }, headers);
  const basic = { authorization: `Basic ${Buffer.from('hf-client:hf-secret').toString('base64')}` };

  it('sends nobody to an address that is not registered', async () => {
    for (const parameters of [{ redirect_uri: 'https://evil.example/' }, { client_id: 'nobody' }]) {
      const response = await fetch(authorize(parameters), { redirect: 'manual' });
      assert.equal(response.status, 400);
      assert.equal(response.headers.get('location'), null);
    }
  });

  it('sends nobody elsewhere after the password', async () => {
    const response = await fetch(`${huggingFace.endpoint}/login?next=https://evil.example/`, { redirect: 'manual' });
    assert.equal(response.status, 400);
  });

  it('exchanges a code once, for its client only', async () => {
    const value = await code();
    assert.equal((await token({ code: value }, { authorization: 'Basic eDp5' })).status, 401);
    assert.equal((await token({ code: value }, basic)).status, 200);
    assert.equal((await token({ code: value }, basic)).body.error, 'invalid_grant');
    assert.equal((await token({ code: await code(), redirect_uri: 'http://localhost:9/other' }, basic)).body.error, 'invalid_grant');
    assert.equal((await token({ code: await code(), client_id: CLIENT.clientId, client_secret: CLIENT.clientSecret }, {})).status, 200);
  });

  it('tells of the user what the scopes allow', async () => {
    const claims = async (scope) => {
      const { body } = await token({ code: await code({ scope }) }, basic);
      return (await fetch(`${huggingFace.endpoint}/oauth/userinfo`, { headers: { authorization: `Bearer ${body.access_token}` } })).json();
    };
    const profile = ['sub', 'name', 'preferred_username', 'profile', 'picture', 'website', 'isPro', 'orgs'];
    assert.deepEqual(Object.keys(await claims('profile')), profile);
    assert.deepEqual(Object.keys(await claims('profile email')), [...profile, 'email', 'email_verified']);
    assert.equal((await fetch(`${huggingFace.endpoint}/oauth/userinfo`)).status, 401);
  });
});
