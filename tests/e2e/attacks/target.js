/**
 * The target of the attacks: a visitor who comes back from a sign-in, or whose session is about to be renewed. The
 * provider answers well, except for what a case lets it answer.
 */
import { RESOURCES } from '../support/resources.js';
import { expectEqual, expectMembers, expectText } from './assertions.js';
import { expectError, secretsIn } from './errors.js';
import { atHash, random, signed } from './forge.js';
import { viewAnd, viewOf } from './view.js';

export const DISCOVERY = '/oidc/.well-known/openid-configuration';
export const JWKS = '/oidc/jwks';
export const TOKEN = '/oidc/token';
export const USER_INFO = '/oidc/me';

const HOUR = 60 * 60;

const textOf = (body) => (typeof body === 'string' ? body : JSON.stringify(body));

/** The session storage without the copies of the provider's metadata and keys, which may be kept. */
const withoutCopies = (session) =>
  Object.fromEntries(Object.entries(session).filter(([key]) => !key.startsWith('logto_cache:')));

/** By the provider's key, what visitors have stored who were signed in before. */
const sessionsBefore = new WeakMap();

/**
 * What runs the SDK: pages of a browser (`browser.js`), or the crate itself (`native.js`).
 *
 * @typedef {object} Environment
 * @property {string} endpoint the provider's address
 * @property {string} issuer
 * @property {object} metadata the provider's, as they should be
 * @property {object} key the provider's own, as of `createKey`
 * @property {{ appId: string, address: string, callback: string }} bench the site
 * @property {(path: string, fault: object | undefined) => void} fault decides how the provider answers a path from now
 *   on; `undefined`: as it should
 * @property {() => Array<{ path: string, method?: string }>} requests those that have reached the provider
 * @property {() => void} clearRequests
 * @property {(values: { local: object, session: object }) => Promise<void>} fillStorages replaces what is stored
 * @property {() => Promise<{ local: object, session: object }>} readStorages everything that the site has stored
 * @property {(address: string) => Promise<void>} goTo opens a page of the site
 * @property {() => string} address what the address bar shows
 * @property {(config: object) => object} keptClient a client of one page
 * @property {(config: object) => object} newClient the same, made anew for each of its calls
 */

export class Target {
  #environment;
  #faults = new Map();
  /** What no error may tell. */
  #secrets = new Set();

  /** @param {Environment} environment */
  constructor(environment) {
    const { endpoint, issuer, metadata, key, bench } = environment;

    this.#environment = environment;
    Object.assign(this, { endpoint, issuer, metadata, key, bench });
    environment.clearRequests();
    this.config = { endpoint, appId: bench.appId, resources: [RESOURCES[0]] };
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
    /** The user whose session is there already. It is the same session in all cases, as signing takes a while. */
    this.somebody = this.#sessionBefore();
    this.userInfo = { sub: 'somebody', name: 'Somebody' };
    this.answer(USER_INFO, this.userInfo);
    this.#keepSecret(this.code, this.session.codeVerifier, ...Object.values(this.somebody));
  }

  /** Where the provider sends the visitor back to. */
  callbackAt(redirectUri, change = {}) {
    const { code, session, issuer } = this;
    const url = new URL(redirectUri);
    const parameters = { code, state: session.state, iss: issuer, ...change };

    for (const [name, value] of Object.entries(parameters)) {
      if (value !== undefined) url.searchParams.append(name, value);
    }
    return url.href;
  }

  #tokens(own) {
    const { now, key, header } = this;
    const access_token = random();
    const claims = {
      ...{ iss: this.issuer, aud: this.bench.appId, iat: now, exp: now + HOUR },
      ...{ at_hash: atHash(access_token), ...own },
    };

    return {
      access_token,
      refresh_token: random(),
      id_token: signed({ header, claims, key }),
      claims,
    };
  }

  #sessionBefore() {
    if (!sessionsBefore.has(this.key)) {
      sessionsBefore.set(this.key, this.#tokens({ sub: 'somebody', nonce: random() }));
    }
    return sessionsBefore.get(this.key);
  }

  /** What the token endpoint answers from now on: everything is right. */
  #answerAs(own) {
    const { claims, ...tokens } = this.#tokens(own);

    this.claims = claims;
    this.good = { ...tokens, expires_in: HOUR, scope: 'openid profile', token_type: 'Bearer' };
    this.answer(TOKEN, this.good);
  }

  /** From now on the session that was there before is renewed. */
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
    this.#faults.set(path, fault);
    this.#environment.fault(path, fault);
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
    for (const path of [DISCOVERY, JWKS]) if (this.#faults.has(path)) this.fault(path, undefined);
    this.answer(TOKEN, this.good);
    this.answer(USER_INFO, this.userInfo);
  }

  /** The requests that have reached the provider, or one of its endpoints. */
  requests(path) {
    const all = this.#environment.requests();

    // Preflights are the browser's own.
    return path === undefined ? all : all.filter((each) => each.path === path && each.method !== 'OPTIONS');
  }

  expectRequests(count, path) {
    expectEqual({ requests: this.requests(path).length, path }, { requests: count, path });
  }

  /** Forgets the requests that were sent so far. */
  clearRequests() {
    this.#environment.clearRequests();
  }

  /** Everything that the site has stored. */
  storages() {
    return this.#environment.readStorages();
  }

  /** What the address bar shows. */
  address() {
    return this.#environment.address();
  }

  /** A visitor who was not signed in before, and one who was. */
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

    await this.#environment.fillStorages({
      local: { ...site, ...local },
      session: { ...site, ...session },
    });
    return this.#environment.keptClient(this.config);
  }

  /** A client as after a reload, with nothing in memory. */
  newClient() {
    return this.#environment.newClient(this.config);
  }

  /** Goes to the callback, or as near as a page of the site can be. */
  async goTo(uri = this.callback) {
    // A `blob:` has the origin of what it wraps.
    const isOfSite = URL.canParse(uri) && new URL(uri).href.startsWith(`${this.bench.address}/`);

    await this.#environment.goTo(isOfSite ? uri : `${this.bench.callback}?${random(8)}`);
  }

  /**
   * A call is refused with this very error, for a page that keeps its client and for one that makes a new one:
   * nothing has changed, and no secret was told.
   */
  async refused({ visitor, call, code }) {
    const client = await this.arrive(visitor);
    const before = await this.storages();

    const [view, { error, value }] = await viewAnd(client, call);

    if (!error) throw new Error(`The call was not refused. Its answer is ${JSON.stringify(value)}.`);
    expectError(error, code, this.secrets);
    const after = await this.storages();
    expectEqual({ ...after, session: withoutCopies(after.session) }, { ...before, cookies: '' });
    const { 'logto:bench:signInSession': _, ...session } = after.session;
    expectEqual({ secretsStored: secretsIn(JSON.stringify(session), this.secrets) }, { secretsStored: [] });
    const views = [await viewOf(client), await viewOf(this.newClient())];
    expectEqual(views, [view, view]);
    return { client, error, session: after.session };
  }

  /** Completes the sign-in with this client: everything is right now. */
  async completes(client) {
    const [{ error }, { value }] = await client.outcomes(
      ['handleSignInCallback', this.callback],
      ['getIdToken']
    );

    expectEqual({ error, idToken: value }, { idToken: this.good.id_token });
  }

  /**
   * The callback is refused. Then the genuine one is not spoilt, neither for the
   * client that has seen the bad one nor (`isKept: false`) for a new one.
   *
   * @param {string} code of the error
   * @param {string} [uri] the callback's, if it is that which is wrong
   * @param {number} [sends] how many token requests each of them sends
   * @param {boolean} [keepsCopies] whether the tab may keep copies of the provider's metadata and keys
   * @param {object[]} [visitors] who comes back: a visitor who was signed in before, if nothing else is said
   */
  async refusesCallback(
    code,
    { uri = this.callback, isKept = true, sends, keepsCopies = true, visitors = [this.signedIn()] } = {}
  ) {
    const results = [];
    const faults = new Map(this.#faults);
    await this.goTo(uri);

    for (const visitor of visitors) {
      this.clearRequests();
      for (const [path, fault] of faults) this.fault(path, fault);
      const result = await this.refused({ visitor, call: ['handleSignInCallback', uri], code });
      if (Number.isInteger(sends)) this.expectRequests(sends, TOKEN);
      if (!keepsCopies) expectEqual(withoutCopies(result.session), result.session);
      this.correct();
      await this.completes(isKept ? result.client : this.newClient());
      results.push(result);
    }
    return results;
  }

  /** The callback is accepted, whether the visitor was signed in before or not: the control of what is refused. */
  async acceptsCallback(uri = this.callback) {
    await this.goTo(uri);

    for (const visitor of this.everybody()) {
      this.client = await this.arrive(visitor);
      const [{ error }] = await this.client.outcomes(['handleSignInCallback', uri]);
      expectEqual({ error: error?.text }, {});
      const { local, session } = await this.storages();
      expectEqual(
        {
          isReplaced: local['logto:bench:idToken'] !== this.somebody.id_token,
          pending: session['logto:bench:signInSession'],
        },
        { isReplaced: true }
      );
      // A token without a life is renewed when it is asked for, which is another matter.
      const [isAuthenticated] = await this.client.outcomes(['isAuthenticated']);
      expectEqual(isAuthenticated, { value: true });
    }
  }

  /** A renewal is refused; the next one, if its answer is good, works. */
  async refusesRenewal(code, { isKept = true, sends = 1 } = {}) {
    const call = ['getAccessToken', RESOURCES[0]];
    await this.goTo(this.bench.address);

    const { client } = await this.refused({ visitor: this.signedIn(), call, code });
    if (Number.isInteger(sends)) this.expectRequests(sends, TOKEN);
    this.correct();
    const again = isKept ? client : this.newClient();
    const [{ value }] = await again.outcomes(call);
    expectEqual(value, this.good.access_token);
  }

  /** A renewal is accepted. */
  async acceptsRenewal() {
    await this.goTo(this.bench.address);
    const client = await this.arrive(this.signedIn());
    const [{ error }, isAuthenticated] = await client.outcomes(
      ['getAccessToken', RESOURCES[0]],
      ['isAuthenticated']
    );

    expectEqual({ error: error?.text, isAuthenticated }, { isAuthenticated: { value: true } });
  }

  /**
   * User information is refused.
   *
   * @param {number} [asks] how many times the provider is asked for it
   */
  async refusesUserInfo(code, { asks } = {}) {
    await this.goTo(this.bench.address);
    const { client } = await this.refused({ visitor: this.signedIn(), call: ['fetchUserInfo'], code });

    if (Number.isInteger(asks)) this.expectRequests(asks, USER_INFO);
    return client;
  }

  /** User information is accepted, as it is when the provider answers as it should. */
  async acceptsUserInfo(client) {
    expectEqual(await client.outcomes(['fetchUserInfo']), [{ value: this.userInfo }]);
  }

  /** What comes of making a client of this endpoint. */
  async #construct(endpoint) {
    await this.goTo(this.bench.address);
    const client = this.#environment.newClient({ endpoint, appId: this.bench.appId });
    const [outcome] = await client.outcomes([]);

    return outcome;
  }

  /** A client of this endpoint cannot be made. */
  async refusesEndpoint(endpoint) {
    const { error } = await this.#construct(endpoint);

    expectError(error ?? {}, 'config.invalid', []);
    expectMembers(error, { field: 'endpoint' });
    expectText(error.message, /`endpoint`/);
  }

  /** A client of this endpoint can be made. */
  async acceptsEndpoint(endpoint) {
    const { error } = await this.#construct(endpoint);

    expectEqual({ error: error?.text }, {});
  }
}
