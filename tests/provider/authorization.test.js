import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { ALWAYS_APP_ID, APP_ID, EVERYTHING, observed, ORGANIZATION_ID, startAsObserved } from './support/observed.js';
import { authorizationUrl, decode, exchange, formOf, signIn, Visitor } from './support/visitor.js';

/** The state and the code are of another day. */
const withoutSecrets = (text) => text?.replace(/(?<=[?&#](?:state|code)=)[^&".]+/gu, '…').replace(/(?<="state":")[^"]+/u, '…') ?? null;

/** A recording says what of the request was unusual only by its name. */
const REQUESTS = {
  promptNoneNoSession: { prompt: 'none' },
  badRedirectUri: { redirect_uri: 'https://evil.example/callback' },
  unknownClient: { appId: 'nobody', client_id: 'nobody' },
  missingPkce: { code_challenge: undefined, code_challenge_method: undefined },
  plainPkce: { code_challenge_method: 'plain' },
  responseTypeToken: { response_type: 'token' },
  unknownScope: { scope: 'openid nonsense' },
  unknownResource: { resource: 'https://unknown.example' },
  missingState: { state: undefined },
  badPrompt: { prompt: 'nonsense' },
  responseModeFragment: { response_mode: 'fragment', prompt: 'none' },
  responseModeWebMessage: { response_mode: 'web_message' },
  requestUri: { request: 'nonsense' },
  maxAge: { prompt: 'none', max_age: '0' },
  acrValues: { acr_values: 'nonsense' },
};

const EXTRAS = {
  first_screen_register: { first_screen: 'register' },
  first_screen_identifier: { first_screen: 'identifier:sign_in', identifier: 'username' },
  first_screen_reset: { first_screen: 'reset_password' },
  first_screen_sso: { first_screen: 'single_sign_on' },
  interaction_mode_signUp: { interaction_mode: 'signUp' },
  login_hint: { login_hint: 'alice' },
  direct_sign_in: { direct_sign_in: 'social:huggingface' },
  ui_locales: { ui_locales: 'fr-CA fr en' },
  organization_id: { organization_id: ORGANIZATION_ID },
  one_time_token: { one_time_token: 'ott', login_hint: 'alice@example.test' },
  bad_first_screen: { first_screen: 'nonsense' },
  arbitrary: { whatever: 'x' },
};

describe('authorization', () => {
  let provider;
  before(async () => {
    provider = await startAsObserved();
  });
  after(() => provider.close());

  const ask = async (parameters, visitor = new Visitor()) => {
    const response = await visitor.request(authorizationUrl(provider, { appId: APP_ID, ...parameters }).url);
    return { status: response.status, location: response.headers.get('location'), body: await response.text() };
  };

  for (const [name, parameters] of Object.entries(REQUESTS)) {
    it(`answers as recorded: ${name}`, async () => {
      const expected = observed('authorization-errors', provider)[name];
      const actual = await ask(parameters);
      assert.equal(actual.status, expected.status, actual.body);
      assert.equal(withoutSecrets(actual.location), withoutSecrets(expected.location));
      if (!expected.location) assert.equal(withoutSecrets(actual.body), withoutSecrets(expected.body));
    });
  }

  for (const [name, parameters] of Object.entries(EXTRAS)) {
    it(`leads to the page as recorded: ${name}`, async () => {
      const expected = observed('extra-params', provider)[name];
      assert.equal((await ask(parameters)).location, expected);
    });
  }

  it('answers prompt=none with a code while there is a session', async () => {
    const expected = observed('authorization-errors', provider);
    const { visitor } = await signIn(provider, EVERYTHING);
    for (const [name, scope] of [['promptNoneWithSession', EVERYTHING.scope], ['promptNoneWithSessionNoOffline', 'openid profile']]) {
      const actual = await ask({ ...EVERYTHING, prompt: 'none', scope }, visitor);
      assert.equal(withoutSecrets(actual.location), withoutSecrets(expected[name].location));
    }
  });

  it('echoes the state and names the issuer, over the recorded hops', async () => {
    const expected = observed('callback', provider);
    const { callback, hops, query } = await signIn(provider, EVERYTHING);
    assert.deepEqual([...callback.searchParams.keys()], Object.keys(expected.params));
    assert.equal(callback.searchParams.get('state'), query.get('state'));
    assert.equal(callback.searchParams.get('iss'), expected.params.iss);
    assert.equal(callback.searchParams.get('code').length, expected.params.code.length);

    const anonymous = (text) => withoutSecrets(text).replace(/\/auth\/[\w-]+/u, '/auth/…');
    const shape = ({ status, location }) => [status, anonymous(location)];
    // The page itself and its form were not recorded: Logto signs in by script.
    const own = hops.filter(({ url }) => !url.startsWith(`${provider.endpoint}/sign-in`));
    assert.deepEqual(own.map(shape), expected.hops.map(shape));
  });

  it('signs in to a second app without a password', async () => {
    const { visitor } = await signIn(provider, EVERYTHING);
    const { hops, callback } = await signIn(provider, { appId: ALWAYS_APP_ID, visitor });
    assert.ok(callback.searchParams.get('code'));
    assert.ok(hops.every(({ location }) => !location?.startsWith('/sign-in')));
  });

  it('lets somebody else sign in over a session', async () => {
    const { visitor } = await signIn(provider, EVERYTHING);
    const request = authorizationUrl(provider, { ...EVERYTHING, prompt: 'login', first_screen: 'register' });
    const on = (url) => url.startsWith(provider.endpoint);
    const page = await visitor.visit(request.url, { on });
    const { action } = formOf(await page.response.text());
    // Ends the first session by a form that submits itself, then goes on.
    const submitted = await visitor.visit(new URL(action, page.url).href, {
      on, method: 'POST', form: { identifier: 'somebody_else', password: 'long enough' },
    });
    const ending = formOf(await submitted.response.text());
    const { url } = await visitor.visit(ending.action, { on, method: 'POST', form: ending.fields });
    const code = new URL(url).searchParams.get('code');
    const { body } = await exchange(provider, { appId: APP_ID, code, verifier: request.verifier });
    assert.equal(decode(body.id_token).payload.username, 'somebody_else');
  });

  it('asks for the password again with prompt=login', async () => {
    const { visitor } = await signIn(provider, EVERYTHING);
    assert.equal((await ask({ prompt: 'login' }, visitor)).location, `/sign-in?app_id=${APP_ID}`);
  });
});
