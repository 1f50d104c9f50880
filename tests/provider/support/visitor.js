/**
 * A browser without a screen, for the tests of the provider: keeps cookies, follows redirects one
 * by one, fills forms in.
 */
import { createHash, randomBytes } from 'node:crypto';

const ENTITIES = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" };
const unescape = (text) => text.replace(/&(?:amp|lt|gt|quot|#39);/gu, (entity) => ENTITIES[entity]);

const attribute = (tag, name) => {
  const value = new RegExp(`\\s${name}="([^"]*)"`, 'u').exec(tag)?.[1];
  return value === undefined ? undefined : unescape(value);
};

/** The first form of a page: where it goes and what it carries already. */
export function formOf(page) {
  const form = /<form\b[^>]*>/u.exec(page)?.[0];
  if (!form) throw new Error(`no form in: ${page.slice(0, 200)}`);
  const fields = {};
  for (const [input] of page.matchAll(/<input\b[^>]*>/gu)) {
    if (attribute(input, 'name')) fields[attribute(input, 'name')] = attribute(input, 'value') ?? '';
  }
  return { action: attribute(form, 'action'), fields };
}

export class Visitor {
  #cookies = new Map();

  /** One request; redirects are not followed. */
  async request(url, { method = 'GET', form, headers = {} } = {}) {
    const { hostname, pathname } = new URL(url);
    const cookie = [...this.#cookies.values()]
      // Cookies know hosts and paths, but no ports.
      .filter((kept) => kept.host === hostname && (pathname === kept.path || pathname.startsWith(kept.path.endsWith('/') ? kept.path : `${kept.path}/`)))
      .map(({ name, value }) => `${name}=${value}`)
      .join('; ');
    const response = await fetch(url, {
      method,
      redirect: 'manual',
      // What a browser asks for when somebody navigates; fetch() alone asks for anything.
      headers: { accept: 'text/html,application/xhtml+xml,*/*;q=0.8', ...(cookie && { cookie }), ...headers },
      body: form && new URLSearchParams(form),
    });
    for (const line of response.headers.getSetCookie()) this.#keep(line, hostname, pathname);
    return response;
  }

  #keep(line, host, pathname) {
    const [pair, ...attributes] = line.split(/;\s*/u);
    const [name, ...value] = pair.split('=');
    const details = Object.fromEntries(attributes.map((text) => text.split('=')).map(([key, ...rest]) => [key.toLowerCase(), rest.join('=')]));
    const path = details.path ?? pathname.slice(0, pathname.lastIndexOf('/')) ?? '/';
    const key = `${host} ${path} ${name}`;
    if (details.expires && new Date(details.expires) <= new Date()) this.#cookies.delete(key);
    else this.#cookies.set(key, { host, path, name, value: value.join('=') });
  }

  /** Follows redirects while `on(url)` says so. Answers the last response, its address and the hops. */
  async visit(url, { on = () => true, ...init } = {}) {
    const hops = [];
    let at = url;
    let response = await this.request(at, init);
    for (;;) {
      const location = response.headers.get('location');
      hops.push({ url: at, status: response.status, location });
      if (!location) return { url: at, response, hops };
      at = new URL(location, at).href;
      if (!on(at)) return { url: at, response, hops };
      response = await this.request(at);
    }
  }
}

export const REDIRECT_URI = 'http://localhost:4173/callback';
export const ORIGIN = 'http://localhost:4173';

export function authorizationUrl(provider, { appId, ...parameters }) {
  const verifier = randomBytes(32).toString('base64url');
  const query = new URLSearchParams({
    client_id: appId,
    redirect_uri: REDIRECT_URI,
    response_type: 'code',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    state: randomBytes(8).toString('hex'),
    scope: 'openid offline_access profile',
    prompt: 'consent',
  });
  for (const [name, value] of Object.entries(parameters)) {
    query.delete(name);
    for (const one of [value].flat()) if (one !== undefined) query.append(name, one);
  }
  return { url: `${provider.issuer}/auth?${query}`, verifier, query };
}

const stay = (provider) => (url) => url.startsWith(`${provider.endpoint}/`);

/** Signs in with a password, unless the session makes that unnecessary, up to the callback of the app. */
export async function signIn(provider, { visitor = new Visitor(), username = 'alice', password = 'wonderland', ...parameters }) {
  const { url, verifier, query } = authorizationUrl(provider, parameters);
  const on = stay(provider);
  let { url: at, response, hops } = await visitor.visit(url, { on });
  if (on(at)) {
    if (response.status !== 200) throw new Error(`${response.status} at ${at}: ${await response.text()}`);
    const { action, fields } = formOf(await response.text());
    const submitted = await visitor.visit(new URL(action, at).href, {
      on, method: 'POST', form: { ...fields, identifier: username, password },
    });
    at = submitted.url;
    hops = [...hops, ...submitted.hops];
  }
  return { visitor, verifier, query, hops, callback: new URL(at) };
}

/** @returns {Promise<{ status: number, headers: Headers, body: any }>} */
export async function post(url, form, headers = { origin: ORIGIN }) {
  const response = await fetch(url, { method: 'POST', headers, body: new URLSearchParams(form) });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.startsWith('application/json');
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
}

export function exchange(provider, { appId, code, verifier, ...others }) {
  return post(`${provider.issuer}/token`, {
    grant_type: 'authorization_code', client_id: appId, code, code_verifier: verifier, redirect_uri: REDIRECT_URI, ...others,
  });
}

export function refresh(provider, { appId, token, ...others }) {
  return post(`${provider.issuer}/token`, { grant_type: 'refresh_token', client_id: appId, refresh_token: token, ...others });
}

/** Signs in and exchanges the code. */
export async function signInForTokens(provider, parameters) {
  const { visitor, verifier, callback } = await signIn(provider, parameters);
  const code = callback.searchParams.get('code');
  if (!code) throw new Error(`no code in ${callback}`);
  const { body } = await exchange(provider, { appId: parameters.appId, code, verifier });
  return { visitor, tokens: body, code, verifier };
}

export function userinfo(provider, token, headers = { origin: ORIGIN }) {
  return fetch(`${provider.issuer}/me`, { headers: { ...headers, ...(token && { authorization: `Bearer ${token}` }) } });
}

export function decode(jwt) {
  const [header, payload] = jwt.split('.').slice(0, 2).map((part) => JSON.parse(Buffer.from(part, 'base64url').toString('utf8')));
  return { header, payload };
}
