/**
 * A stand-in for Hugging Face as an identity provider, on a port of its own: its own sign-in page,
 * its own consent page, and the claims that Hugging Face answers.
 *
 * Paths and controls, which tests rely on:
 *   /login              input[name=username]  input[name=password]  button[name=sign-in]  #sign-in-error
 *   /oauth/authorize    button[name=decision][value=authorize]  button[name=decision][value=cancel]
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { readForm } from '../../examples/demo/form.js';
import { serveAvatar } from './avatars.js';
import { consentPage, loginPage, problemPage } from './pages/hugging-face.js';
import { redirect, sendJson, sendPage, serveLoopback } from './server.js';

const EIGHT_HOURS = 8 * 60 * 60;

const randomToken = () => randomBytes(24).toString('base64url');

const digest = (text) => createHash('sha256').update(text).digest();
const equal = (a, b) => timingSafeEqual(digest(String(a)), digest(String(b)));

const defaultUsers = (endpoint) => [{
  username: 'ada',
  password: 'lovelace',
  name: 'Ada Lovelace',
  email: 'ada@example.test',
  picture: `${endpoint}/avatars/ada.svg`,
}];

/** Hugging Face's names for what it tells of a user. */
function claimsOf(user, scopes, endpoint) {
  return {
    // Hugging Face's identifiers look like this: 24 hexadecimal digits, always the same for a user.
    sub: digest(user.username).toString('hex').slice(0, 24),
    ...(scopes.has('profile') && {
      name: user.name,
      preferred_username: user.username,
      profile: `${endpoint}/${user.username}`,
      picture: user.picture ?? null,
      website: '',
      isPro: false,
      orgs: [],
    }),
    ...(scopes.has('email') && { email: user.email, email_verified: true }),
  };
}

/**
 * @param {object} options
 * @param {number} [options.port] 0 for any free port
 * @param {string} options.clientId
 * @param {string} options.clientSecret
 * @param {string[]} options.redirectUris may be added to later, when the port of the provider is known
 * @param {Array<{ username: string, password: string, name: string, email: string, picture?: string }>} [options.users]
 */
export async function startHuggingFace({ port = 0, clientId, clientSecret, redirectUris, users: givenUsers }) {
  let answer;
  const server = await serveLoopback(port, (request, response) => answer(request, response));
  const { endpoint } = server;
  const users = givenUsers ?? defaultUsers(endpoint);
  // Cookies do not know ports, and other servers on localhost have cookies too.
  const cookieName = `hf_session_${server.port}`;
  /** @type {Map<string, { user: object, csrf: string }>} */
  const sessions = new Map();
  const codes = new Map();
  const accessTokens = new Map();

  function sessionOf(request) {
    const cookies = (request.headers.cookie ?? '').split(/;\s*/u);
    const value = cookies.find((cookie) => cookie.startsWith(`${cookieName}=`))?.slice(cookieName.length + 1);
    return sessions.get(value);
  }

  /** Only back to where this server sends people to sign in. */
  const nextOf = (url) => {
    const next = url.searchParams.get('next') ?? '';
    return next.startsWith('/oauth/authorize?') ? next : undefined;
  };

  async function login(request, response, url) {
    const next = nextOf(url);
    if (!next) return sendPage(response, 400, problemPage('This page is part of signing in to an app.'));
    const action = `/login?${new URLSearchParams({ next })}`;
    const hint = givenUsers ? undefined : users[0];
    if (request.method !== 'POST') return sendPage(response, 200, loginPage({ action, hint }));
    const form = await readForm(request);
    const username = (form.get('username') ?? '').trim();
    const user = users.find((candidate) => candidate.username === username || candidate.email === username);
    if (!user || !equal(user.password, form.get('password') ?? '')) {
      return sendPage(response, 401, loginPage({ action, hint, username, error: 'Invalid username or password' }));
    }
    const id = randomToken();
    sessions.set(id, { user, csrf: randomToken() });
    response.setHeader('set-cookie', `${cookieName}=${id}; Path=/; HttpOnly; SameSite=Lax`);
    return redirect(response, next);
  }

  function problemWith(parameters) {
    if (parameters.get('client_id') !== clientId) return 'The app that sent you here is unknown: its client_id is not registered.';
    if (!redirectUris.includes(parameters.get('redirect_uri'))) return 'The redirect_uri of the app is not registered.';
    return undefined;
  }

  async function authorize(request, response, url) {
    const parameters = url.searchParams;
    const problem = problemWith(parameters);
    // Nobody is sent to an address that is not registered, not even with an error.
    if (problem) return sendPage(response, 400, problemPage(problem));

    const back = (answers) => {
      const target = new URL(parameters.get('redirect_uri'));
      const state = parameters.get('state');
      for (const [name, value] of Object.entries({ ...answers, ...(state !== null && { state }) })) target.searchParams.set(name, value);
      redirect(response, target.href);
    };
    if (parameters.get('response_type') !== 'code') return back({ error: 'unsupported_response_type' });

    const session = sessionOf(request);
    if (!session) return redirect(response, `/login?${new URLSearchParams({ next: `${url.pathname}${url.search}` })}`);

    const scopes = (parameters.get('scope') ?? 'profile').split(' ').filter(Boolean);
    const view = { user: session.user, csrf: session.csrf, scopes, action: `${url.pathname}${url.search}`, host: new URL(parameters.get('redirect_uri')).host };
    if (request.method !== 'POST') return sendPage(response, 200, consentPage(view));

    const form = await readForm(request);
    if (!equal(form.get('csrf') ?? '', session.csrf)) return sendPage(response, 403, problemPage('The form has expired. Please go back and try again.'));
    if (form.get('decision') !== 'authorize') {
      return back({ error: 'access_denied', error_description: 'The user denied the request' });
    }
    const code = randomToken();
    codes.set(code, { user: session.user, scopes: new Set(scopes), redirectUri: parameters.get('redirect_uri') });
    return back({ code });
  }

  function clientCredentials(request, form) {
    const [scheme, value] = (request.headers.authorization ?? '').split(' ');
    if (scheme.toLowerCase() !== 'basic') return [form.get('client_id') ?? '', form.get('client_secret') ?? ''];
    const [id, ...secret] = Buffer.from(value ?? '', 'base64').toString('utf8').split(':');
    return [id, secret.join(':')];
  }

  async function token(request, response) {
    const form = await readForm(request);
    const [id, secret] = clientCredentials(request, form);
    if (!equal(id, clientId) || !equal(secret, clientSecret)) return sendJson(response, 401, { error: 'invalid_client' });
    if (form.get('grant_type') !== 'authorization_code') return sendJson(response, 400, { error: 'unsupported_grant_type' });
    const granted = codes.get(form.get('code'));
    codes.delete(form.get('code'));
    if (!granted || granted.redirectUri !== form.get('redirect_uri')) return sendJson(response, 400, { error: 'invalid_grant' });
    const accessToken = `hf_oauth_${randomToken()}`;
    accessTokens.set(accessToken, granted);
    return sendJson(response, 200, {
      access_token: accessToken, token_type: 'bearer', expires_in: EIGHT_HOURS, scope: [...granted.scopes].join(' '),
    });
  }

  function userinfo(request, response) {
    const [scheme, value] = (request.headers.authorization ?? '').split(' ');
    const granted = scheme.toLowerCase() === 'bearer' ? accessTokens.get(value) : undefined;
    if (!granted) return sendJson(response, 401, { error: 'invalid_token' }, { 'www-authenticate': 'Bearer error="invalid_token"' });
    return sendJson(response, 200, claimsOf(granted.user, granted.scopes, endpoint));
  }

  const routes = {
    'GET /login': login,
    'POST /login': login,
    'GET /oauth/authorize': authorize,
    'POST /oauth/authorize': authorize,
    'POST /oauth/token': token,
    'GET /oauth/userinfo': userinfo,
    'POST /oauth/userinfo': userinfo,
  };

  answer = async (request, response) => {
    const url = new URL(request.url, endpoint);
    try {
      const route = routes[`${request.method} ${url.pathname}`];
      if (route) await route(request, response, url);
      else if (!serveAvatar(url.pathname, response)) sendPage(response, 404, problemPage('There is no such page.'));
    } catch {
      if (!response.headersSent) sendPage(response, 500, problemPage('Something went wrong.'));
    }
  };

  return { endpoint, port: server.port, close: () => server.close() };
}
