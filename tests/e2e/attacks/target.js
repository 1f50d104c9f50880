/**
 * Whom the attacks are aimed at: a visitor who comes back from a sign-in, or whose session is about to be
 * renewed. The provider answers well, except for what a case lets it answer.
 */
import { keptClientOn } from '../support/client.js';
import { expect } from '../support/test.js';
import { benchClient } from '../support/visitor.js';
import { RESOURCES } from '../support/world.js';
import { atHash, keyOf, random, signed } from './forge.js';
import { expectError, secretsIn } from './errors.js';
import { fillStorages, readStorages, withoutCopies } from './storage.js';

export const DISCOVERY = '/oidc/.well-known/openid-configuration';
export const JWKS = '/oidc/jwks';
export const TOKEN = '/oidc/token';
export const USER_INFO = '/oidc/me';

const HOUR = 60 * 60;

const textOf = (body) =>
  typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body);

/** What a page can find out about its session. None of it asks the provider, while a token is fresh. */
const VIEW = ['isAuthenticated', 'getIdToken', 'getRefreshToken', 'getAccessToken', 'getSnapshot'];

/** That, and what calls after it come to: in one go, as there are hundreds of cases. */
const viewAnd = async (client, ...calls) => {
  const outcomes = await client.outcomes(...VIEW.map((method) => [method]), ...calls);
  const codes = VIEW.map((method, at) => {
    const { error, value } = outcomes[at];
    return [method, error ? error.code : value];
  });

  return [Object.fromEntries(codes), ...outcomes.slice(VIEW.length)];
};

const viewOf = async (client) => {
  const [view] = await viewAnd(client);
  return view;
};

export class Target {
  #faults = new Map();
  #undo = [];
  /** What must be told to nobody. */
  #secrets = new Set();

  constructor({ page, world, metadata }) {
    const { provider, bench } = world;

    Object.assign(this, { page, world, provider, bench, metadata });
    provider.clearRequests();
    this.config = { endpoint: provider.endpoint, appId: bench.appId, resources: [RESOURCES[0]] };
    this.key = keyOf(provider);
    this.now = Math.floor(Date.now() / 1000);
    this.code = random();
    /** The sign-in that is under way, as the SDK remembers it. */
    this.session = {
      redirectUri: bench.callback,
      codeVerifier: random(64),
      state: random(),
      nonce: random(),
    };
    this.callback = this.callbackAt(bench.callback);
    this.header = { alg: 'ES384', kid: this.key.kid };
    this.#answerAs({ sub: 'alice', nonce: this.session.nonce });
    /** Somebody whose session is there already. */
    this.somebody = this.#tokens({ sub: 'somebody', nonce: random() });
    this.userInfo = { sub: 'somebody', name: 'Somebody' };
    this.answer(USER_INFO, this.userInfo);
    this.#keepSecret(this.code, this.session.codeVerifier, ...Object.values(this.somebody));
  }

  /** Where the provider sends the visitor back to. */
  callbackAt(redirectUri, change = {}) {
    const { code, session, provider } = this;
    const url = new URL(redirectUri);
    const parameters = { code, state: session.state, iss: provider.issuer, ...change };

    for (const [name, value] of Object.entries(parameters)) {
      if (value !== undefined) url.searchParams.append(name, value);
    }
    return url.href;
  }

  #tokens(own) {
    const { now, key, header } = this;
    const access_token = random();
    const claims = {
      ...{ iss: this.provider.issuer, aud: this.bench.appId, iat: now, exp: now + HOUR },
      ...{ at_hash: atHash(access_token), ...own },
    };

    return {
      access_token,
      refresh_token: random(),
      id_token: signed({ header, claims, key }),
      claims,
    };
  }

  /** What the token endpoint answers from now on: everything is right. */
  #answerAs(own) {
    const { claims, ...tokens } = this.#tokens(own);

    this.claims = claims;
    this.good = { ...tokens, expires_in: HOUR, scope: 'openid profile', token_type: 'Bearer' };
    this.answer(TOKEN, this.good);
  }

  /** From now on it is somebody's session that is renewed. */
  renew() {
    this.#answerAs({ sub: 'somebody', nonce: this.somebody.claims.nonce });
    return this;
  }

  #keepSecret(...values) {
    for (const value of values.filter((each) => typeof each === 'string' && each.length > 15)) {
      this.#secrets.add(value);
      // Nor any part of a token, but for its header.
      for (const part of value.split('.').slice(1)) if (part.length > 15) this.#secrets.add(part);
    }
  }

  get secrets() {
    return [...this.#secrets];
  }

  /** What happens to requests to an endpoint from now on: a fault of the provider's, or none. */
  fault(path, fault) {
    if (!this.#faults.has(path)) {
      this.#undo.push(this.provider.fault(path, () => this.#faults.get(path)));
    }
    this.#faults.set(path, fault);
  }

  /** What an endpoint answers from now on; text to the letter, everything else as JSON. */
  answer(path, body, { status = 200, type = 'application/json', headers } = {}) {
    if (path === TOKEN) this.#keepSecret(body?.access_token, body?.refresh_token, body?.id_token);
    this.fault(path, { status, headers: { 'content-type': type, ...headers }, body: textOf(body) });
  }

  /** Puts another ID token into the answer, which stays as it is otherwise. */
  forge(idToken) {
    this.answer(TOKEN, { ...this.good, id_token: idToken });
  }

  /** The same of claims that are signed as they should be. */
  claim(change) {
    const { header, key } = this;

    this.forge(signed({ header, claims: { ...this.claims, ...change }, key }));
  }

  /** From now on everything is answered as it should be. */
  correct() {
    for (const path of [DISCOVERY, JWKS]) if (this.#faults.has(path)) this.#faults.set(path, undefined);
    this.answer(TOKEN, this.good);
    this.answer(USER_INFO, this.userInfo);
  }

  leave() {
    for (const undo of this.#undo) undo();
  }

  /** The requests that reached an endpoint. */
  requests(path) {
    return this.provider.requests.filter((each) => each.path === path && each.method !== 'OPTIONS');
  }

  /** Whoever was signed in before. */
  everybody() {
    return [this.nobody(), this.signedIn()];
  }

  nobody() {
    return { local: {}, session: this.#pending() };
  }

  /** @param {object} [change] of what is stored */
  signedIn(change = {}) {
    const { access_token: token, refresh_token, id_token } = this.somebody;
    const stored = { token, scope: 'openid profile', expiresAt: this.now + HOUR };
    const local = {
      'logto:bench:idToken': id_token,
      'logto:bench:refreshToken': refresh_token,
      'logto:bench:accessToken': JSON.stringify({ '@': stored }),
      ...change,
    };

    return { local, session: this.#pending() };
  }

  #pending() {
    return { 'logto:bench:signInSession': JSON.stringify(this.session) };
  }

  /** A page of the site with what a visitor has stored, and something of the site's own. */
  async arrive({ local, session }) {
    const site = { theme: 'dark' };

    await fillStorages(this.page, { local: { ...site, ...local }, session: { ...site, ...session } });
    return keptClientOn(this.page, this.config);
  }

  /** Goes to the callback, or as near as a page of the site can be. */
  async goTo(uri = this.callback) {
    // A `blob:` has the origin of what it wraps.
    const isOfSite = URL.canParse(uri) && new URL(uri).href.startsWith(`${this.bench.address}/`);

    const address = isOfSite ? uri : `${this.bench.callback}?${random(8)}`;

    if (this.page.url().startsWith(`${this.bench.address}/`)) {
      // Every page of the bench is the same: to load it for each case would take longer than the case.
      await this.page.evaluate((to) => history.replaceState(null, '', to), address);
    } else {
      await this.page.goto(address);
    }
  }

  /**
   * A call is refused with this very error, for a page that keeps its client and for one that makes a new one:
   * nothing has changed, and no secret was told.
   */
  async refused({ visitor, call, code }) {
    const { page } = this;
    const client = await this.arrive(visitor);
    const before = await readStorages(page);

    const [view, { error, value }] = await viewAnd(client, call);

    expect(error, `is refused, and does not answer ${JSON.stringify(value)}`).toBeDefined();
    expectError(error, code, this.secrets);
    const after = await readStorages(page);
    expect({ ...after, session: withoutCopies(after.session) }).toEqual({ ...before, cookies: '' });
    const { 'logto:bench:signInSession': _, ...session } = after.session;
    expect(secretsIn(JSON.stringify(session), this.secrets), 'secrets in what is stored').toEqual([]);
    const views = [await viewOf(client), await viewOf(benchClient(page, this.world))];
    expect(views).toEqual([view, view]);
    return { client, error, session: after.session };
  }

  /** Completes the sign-in with this client: everything is right now. */
  async completes(client) {
    const [{ error }, { value }] = await client.outcomes(
      ['handleSignInCallback', this.callback],
      ['getIdToken']
    );

    expect(error).toBeUndefined();
    expect(value).toBe(this.good.id_token);
  }

  /**
   * The callback is refused. Then the genuine one is not spoilt, neither for the
   * client that has seen the bad one nor (`isKept: false`) for a new one.
   *
   * @param {string} code of the error
   * @param {string} [uri] the callback's, if it is that which is wrong
   * @param {object[]} [visitors] who comes back: somebody who was signed in before, if nothing else is said
   */
  async refusesCallback(
    code,
    { uri = this.callback, isKept = true, sends, visitors = [this.signedIn()] } = {}
  ) {
    const results = [];
    const faults = new Map(this.#faults);
    await this.goTo(uri);

    for (const visitor of visitors) {
      this.provider.clearRequests();
      for (const [path, fault] of faults) this.#faults.set(path, fault);
      const result = await this.refused({ visitor, call: ['handleSignInCallback', uri], code });
      if (Number.isInteger(sends)) expect(this.requests(TOKEN)).toHaveLength(sends);
      this.correct();
      await this.completes(isKept ? result.client : benchClient(this.page, this.world));
      results.push(result);
    }
    return results;
  }

  /** The callback is accepted, whoever was signed in before: the control of what is refused. */
  async acceptsCallback(uri = this.callback) {
    await this.goTo(uri);

    for (const visitor of this.everybody()) {
      this.client = await this.arrive(visitor);
      const [{ error }] = await this.client.outcomes(['handleSignInCallback', uri]);
      expect(error?.text).toBeUndefined();
      const { local, session } = await readStorages(this.page);
      expect(local['logto:bench:idToken']).not.toBe(this.somebody.id_token);
      expect(session).not.toHaveProperty('logto:bench:signInSession');
      // A token without a life is renewed when it is asked for, which is another matter.
      const [isAuthenticated] = await this.client.outcomes(['isAuthenticated']);
      expect(isAuthenticated).toEqual({ value: true });
    }
  }

  /** A renewal is refused; the next one, if its answer is good, works. */
  async refusesRenewal(code, { isKept = true, sends = 1 } = {}) {
    const call = ['getAccessToken', RESOURCES[0]];
    await this.goTo(this.bench.address);

    const { client } = await this.refused({ visitor: this.signedIn(), call, code });
    if (Number.isInteger(sends)) expect(this.requests(TOKEN)).toHaveLength(sends);
    this.correct();
    const again = isKept ? client : keptClientOn(this.page, this.config);
    const [{ value }] = await again.outcomes(call);
    expect(value).toBe(this.good.access_token);
  }

  /** A renewal is accepted. */
  async acceptsRenewal() {
    await this.goTo(this.bench.address);
    const client = await this.arrive(this.signedIn());
    const [{ error }] = await client.outcomes(['getAccessToken', RESOURCES[0]]);

    expect(error?.text).toBeUndefined();
    expect(await client.call('isAuthenticated')).toBe(true);
  }
}
