/**
 * What the WebAssembly module needs of the page. `src/platform/browser/host.rs` declares these methods.
 *
 * Every part of the site's own code is called here: its storage, requester, generators, navigation and verifier. Methods
 * that call them are asynchronous, and reject with what the site's code throws.
 */
import { forget, keepInstead, recall, remember } from '../page-memory.js';
import { navigate, replaceAddress } from './address-bar.js';
import { pageLock, tryPageLock } from './page-locks.js';
import { sendByFetch, sendByRequester } from './requests.js';
import { canVerifySignatures, hash, verifySignature } from './signatures.js';
import { tabLock } from './tab-locks.js';
import { swapRecord } from './tab-record.js';

export class Host {
  /**
   * @param site what the site replaces:
   * - `part(name)` is the site's own part, `undefined` where the browser does it, and `null` where nothing does;
   * - `adapter()` is `this` for parts that are functions;
   * - `earlyResponse(url)` is a promise of the response to a request that was already sent, once; or `undefined`;
   * - `errors` are the error classes.
   *
   * Nothing else of a client is referenced here, so that a client that the page drops can be freed.
   */
  constructor(site) {
    this.site = site;
    this.errors = site.errors;
  }

  // The site's parts.

  /** Who does this part: `'browser'`, `'site'`, or `'none'` where nothing does it. */
  provider(part) {
    const own = this.site.part(part);

    if (own === null || (part === 'jwtVerifier' && own === undefined && !canVerifySignatures())) {
      return 'none';
    }

    return own === undefined ? 'browser' : 'site';
  }

  /** The site's storage object; `undefined` where the browser's storage is used. */
  siteStorage() {
    return this.site.part('storage') ?? undefined;
  }

  async getItem(part, name) {
    return this.site.part(part).getItem(name);
  }

  async setItem(part, name, value) {
    await this.site.part(part).setItem(name, value);
  }

  async removeItem(part, name) {
    await this.site.part(part).removeItem(name);
  }

  async generateState() {
    return this.site.part('generateState').call(this.site.adapter());
  }

  async generateCodeVerifier() {
    return this.site.part('generateCodeVerifier').call(this.site.adapter());
  }

  async generateCodeChallenge(verifier) {
    return this.site.part('generateCodeChallenge').call(this.site.adapter(), verifier);
  }

  /** Calls the site's `navigate`. `purpose` is `sign-in`, `sign-out` or `post-sign-in`. */
  async navigateBySite(url, purpose, redirectUri) {
    const parameters = { for: purpose, ...(redirectUri !== undefined && { redirectUri }) };

    await this.site.part('navigate').call(this.site.adapter(), url, parameters);
  }

  /** Resolves to the body as JSON text, or to `undefined` if there is no answer in time. */
  async sendBySite(url, form, bearer) {
    const requester = this.site.part('requester');

    return sendByRequester((...request) => requester.apply(this.site.adapter(), request), url, form, bearer);
  }

  /** Rejects if the token is not valid. Also if the verifier is gone: then nothing has verified the token. */
  async verifyIdTokenBySite(token) {
    await this.site.part('jwtVerifier').verifyIdToken(token);
  }

  // The browser.

  async send(url, form, bearer) {
    const isPlain = form === undefined && bearer === undefined;

    return sendByFetch(url, form, bearer, isPlain ? this.site.earlyResponse(url) : undefined);
  }

  navigate(url) {
    return navigate(url);
  }

  replaceAddress(callbackUri, url) {
    replaceAddress(callbackUri, url);
  }

  async verifySignature(algorithm, key, input, signature) {
    return verifySignature(algorithm, key, input, signature);
  }

  async hash(name, text) {
    return hash(name, text);
  }

  // Locks, and the record that tabs share.

  tryPageLock(name) {
    return tryPageLock(name);
  }

  async pageLock(name) {
    return pageLock(name);
  }

  async tabLock(name) {
    return tabLock(name);
  }

  async swapRecord(name, before, after) {
    return swapRecord(name, before, after);
  }

  // The page's memory, for what the browser does not store.

  remember(key, value, stored) {
    remember(key, value, stored);
  }

  recall(key, stored) {
    return recall(key, stored);
  }

  forget(key) {
    forget(key);
  }

  keepInstead(key, value, stored) {
    keepInstead(key, value, stored);
  }

  // Errors, as instances of the site's classes.

  logtoError(code, data, message) {
    return new this.errors.LogtoError(code, data, message);
  }

  logtoClientError(code, data, message) {
    return new this.errors.LogtoClientError(code, data, message);
  }

  logtoRequestError(code, message, cause, reason) {
    return new this.errors.LogtoRequestError(code, message, cause, reason);
  }

  oidcError(error, description) {
    return new this.errors.OidcError(error, description);
  }
}
