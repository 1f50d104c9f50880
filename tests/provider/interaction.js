/**
 * The pages between an authorization request and its answer.
 *
 * Paths and controls, which tests rely on:
 *   /sign-in            input[name=identifier]  input[name=password]  button[name=sign-in]
 *                       #sign-in-error  #create-account  #continue-with-hugging-face
 *   /register           input[name=identifier]  input[name=name]  input[name=password]
 *                       button[name=create-account]  #identifier-error  #password-error  #sign-in
 *   /direct/social/huggingface   redirects to Hugging Face at once
 *   /callback/huggingface        where Hugging Face returns to
 *   /consent                     grants and redirects: apps of one's own need no consent screen
 */
import { errors } from 'oidc-provider';
import { readForm } from '../../examples/demo/form.js';
import { messagePage, registerPage, signInPage } from './pages/sign-in.js';
import { redirect, sendPage } from './server.js';
import { RegistrationError } from './users.js';

const WRONG_CREDENTIALS = 'Incorrect account or password. Please check your input.';

const SIGN_IN_SCREENS = new Set(['/sign-in', '/identifier-sign-in', '/single-sign-on']);
const REGISTER_SCREENS = new Set(['/register', '/identifier-register']);
/** Where a `fallback` may lead: the screens, and nowhere else. */
const FALLBACKS = new Set(['sign-in', 'register', 'identifier-sign-in', 'identifier-register', 'single-sign-on']);

/** What a redirect back to the sign-in page may ask it to say. */
const NOTICES = {
  social_cancelled: 'Signing in with Hugging Face was cancelled.',
  social_failed: 'Signing in with Hugging Face did not work. Please try again.',
};

const METHODS = new Set(['GET', 'POST']);

/**
 * @param {object} dependencies
 * @param {import('oidc-provider').default} dependencies.provider
 * @param {Map<string, { name: string }>} dependencies.apps
 * @param {import('./users.js').Users} dependencies.users
 * @param {ReturnType<typeof import('./social.js').createHuggingFaceConnector>} [dependencies.huggingFace]
 * @param {object[]} [dependencies.hintUsers] accounts that the sign-in page may tell
 * @returns {(request, response, url: URL) => Promise<boolean>} answers whether the path was one of these
 */
export function createInteractionPages({ provider, apps, users, huggingFace, hintUsers }) {
  const appOf = ({ params }) => apps.get(params.client_id);

  /** A link to another page of the same interaction, with what the app asked for still in it. */
  function linkTo(path, url, { notice } = {}) {
    const query = new URLSearchParams(url.searchParams);
    for (const name of ['fallback', 'notice', 'code', 'state', 'error', 'error_description']) query.delete(name);
    if (notice) query.set('notice', notice);
    return `${path}?${query}`;
  }

  const socialLink = (url) => (huggingFace ? linkTo('/direct/social/huggingface', url) : undefined);

  async function signedIn(request, response, user) {
    users.signedIn(user.id);
    await provider.interactionFinished(request, response, { login: { accountId: user.id } });
  }

  function showSignIn(response, url, interaction, { status = 200, identifier, error } = {}) {
    sendPage(response, status, signInPage({
      app: appOf(interaction),
      action: linkTo(url.pathname, url),
      identifier: identifier ?? interaction.params.login_hint,
      error,
      notice: NOTICES[url.searchParams.get('notice')],
      socialLink: socialLink(url),
      registerLink: linkTo('/register', url),
      hintUsers,
    }));
  }

  async function signIn(request, response, url, interaction) {
    if (request.method === 'GET') return showSignIn(response, url, interaction);
    const form = await readForm(request);
    const identifier = (form.get('identifier') ?? '').trim();
    const user = users.authenticate(identifier, form.get('password'));
    if (user) return signedIn(request, response, user);
    url.searchParams.delete('notice');
    return showSignIn(response, url, interaction, { status: 422, identifier, error: WRONG_CREDENTIALS });
  }

  function showRegister(response, url, interaction, { status = 200, ...view } = {}) {
    sendPage(response, status, registerPage({
      app: appOf(interaction),
      action: linkTo(url.pathname, url),
      socialLink: socialLink(url),
      signInLink: linkTo('/sign-in', url),
      ...view,
    }));
  }

  async function register(request, response, url, interaction) {
    if (request.method === 'GET') {
      return showRegister(response, url, interaction, { identifier: interaction.params.login_hint });
    }
    const form = await readForm(request);
    const identifier = (form.get('identifier') ?? '').trim();
    const name = (form.get('name') ?? '').trim();
    try {
      const user = users.register({ username: identifier, name, password: form.get('password') ?? '' });
      return await signedIn(request, response, user);
    } catch (error) {
      if (!(error instanceof RegistrationError)) throw error;
      return showRegister(response, url, interaction, { status: 422, identifier, name, error });
    }
  }

  function directSignIn(request, response, url, interaction) {
    if (huggingFace && url.pathname === '/direct/social/huggingface') {
      return redirect(response, huggingFace.authorizationUrl(interaction.uid), 302);
    }
    const fallback = url.searchParams.get('fallback');
    return redirect(response, linkTo(`/${FALLBACKS.has(fallback) ? fallback : 'sign-in'}`, url), 302);
  }

  async function socialCallback(request, response, url, interaction) {
    const back = new URL('/sign-in', url);
    back.searchParams.set('app_id', interaction.params.client_id);
    const outcome = await huggingFace.complete(interaction.uid, url.searchParams);
    if (outcome.notice) return redirect(response, linkTo('/sign-in', back, outcome), 302);
    return signedIn(request, response, users.fromSocial('huggingface', outcome.profile));
  }

  /** Grants what is asked for: the apps here are the provider's own, as Logto's first-party apps. */
  async function consent(request, response, interaction) {
    const { prompt: { details }, params, session } = interaction;
    const grant = (interaction.grantId && await provider.Grant.find(interaction.grantId))
      ?? new provider.Grant({ accountId: session.accountId, clientId: params.client_id });
    if (details.missingOIDCScope) grant.addOIDCScope(details.missingOIDCScope.join(' '));
    for (const [indicator, scopes] of Object.entries(details.missingResourceScopes ?? {})) {
      grant.addResourceScope(indicator, scopes.join(' '));
    }
    const result = { consent: { grantId: await grant.save() } };
    redirect(response, await provider.interactionResult(request, response, result), 302);
  }

  async function answer(request, response, url, interaction) {
    const { pathname } = url;
    const asksConsent = interaction.prompt.name === 'consent';
    if (pathname === '/consent' && asksConsent) return consent(request, response, interaction);
    if (asksConsent) return redirect(response, linkTo('/consent', url), 302);
    if (SIGN_IN_SCREENS.has(pathname)) return signIn(request, response, url, interaction);
    if (REGISTER_SCREENS.has(pathname)) return register(request, response, url, interaction);
    if (pathname.startsWith('/direct/')) return directSignIn(request, response, url, interaction);
    if (pathname === '/callback/huggingface' && huggingFace) return socialCallback(request, response, url, interaction);
    if (pathname === '/reset-password') {
      return sendPage(response, 200, messagePage({
        title: 'Reset password',
        message: 'This local provider sends no e-mail, so a password cannot be reset here.',
        link: { href: linkTo('/sign-in', url), text: 'Back to sign in' },
      }));
    }
    return redirect(response, linkTo('/sign-in', url), 302);
  }

  const isPage = (pathname) => SIGN_IN_SCREENS.has(pathname) || REGISTER_SCREENS.has(pathname)
    || pathname.startsWith('/direct/') || ['/consent', '/callback/huggingface', '/reset-password'].includes(pathname);

  return async function answerPage(request, response, url) {
    if (!isPage(url.pathname) || !METHODS.has(request.method)) return false;
    let interaction;
    try {
      interaction = await provider.interactionDetails(request, response);
    } catch (error) {
      if (!(error instanceof errors.SessionNotFound)) throw error;
      sendPage(response, 400, messagePage({
        title: 'Session not found',
        message: 'Session not found. Please go back and sign in again.',
      }));
      return true;
    }
    await answer(request, response, url, interaction);
    return true;
  };
}
