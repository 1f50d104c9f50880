/**
 * Sign-in and sign-up. The names of their controls are a contract with the end-to-end tests, and
 * listed at the top of interaction.js.
 */
import { html } from '../../../examples/demo/html.js';
import { field, layout } from './layout.js';
import { exclamationMark, huggingFaceMark } from './marks.js';

const NO_CAPITALS = 'autocapitalize="none" autocorrect="off" spellcheck="false"';

const lead = (app) => html`to continue to ${app.name}`;

const mark = (app) => app.name.trim().charAt(0).toUpperCase() || '•';

function hint(users) {
  if (!users?.length) return undefined;
  return html`Local provider for the demo and the tests. ${users.map(({ username, password }) =>
    html`<br>Account: <code>${username}</code>, password: <code>${password}</code>`)}`;
}

const social = (link) => link && html`<div class="or">or</div>
<a class="button" id="continue-with-hugging-face" href="${link}">${huggingFaceMark(24)}Continue with Hugging Face</a>`;

/**
 * @param {object} view
 * @param {{ name: string }} view.app
 * @param {string} view.action
 * @param {string} [view.identifier] what was typed, or the hint of the app
 * @param {string} [view.error]
 * @param {string} [view.notice]
 * @param {string} [view.socialLink]
 * @param {string} view.registerLink
 * @param {object[]} [view.hintUsers]
 */
export function signInPage({ app, action, identifier = '', error, notice, socialLink, registerLink, hintUsers }) {
  return layout({
    title: 'Sign in',
    mark: mark(app),
    lead: lead(app),
    content: html`${notice && html`<p class="notice" role="status">${notice}</p>`}
${error && html`<p class="alert" role="alert" id="sign-in-error">${error}</p>`}
<form method="post" action="${action}">
${field({ name: 'identifier', label: 'Username', value: identifier, autocomplete: 'username', focused: !identifier, attributes: NO_CAPITALS })}
${field({ name: 'password', label: 'Password', type: 'password', autocomplete: 'current-password', focused: Boolean(identifier) })}
<button type="submit" name="sign-in" value="sign-in">Sign in</button>
</form>
${social(socialLink)}
<p class="switch">No account yet? <a id="create-account" href="${registerLink}">Create account</a></p>`,
    footer: hint(hintUsers),
  });
}

/**
 * @param {object} view
 * @param {{ field: string, message: string }} [view.error]
 */
export function registerPage({ app, action, identifier = '', name = '', error, socialLink, signInLink }) {
  const errorOf = (fieldName) => (error?.field === fieldName ? error.message : undefined);
  return layout({
    title: 'Create account',
    mark: mark(app),
    lead: lead(app),
    content: html`<form method="post" action="${action}">
${field({ name: 'identifier', label: 'Username', value: identifier, autocomplete: 'username', focused: error?.field !== 'password', error: errorOf('identifier'), attributes: NO_CAPITALS })}
${field({ name: 'name', label: 'Name', value: name, autocomplete: 'name', optional: true })}
${field({ name: 'password', label: 'Password', type: 'password', autocomplete: 'new-password', focused: error?.field === 'password', error: errorOf('password') })}
<button type="submit" name="create-account" value="create-account">Create account</button>
</form>
${social(socialLink)}
<p class="switch">Already have an account? <a id="sign-in" href="${signInLink}">Sign in</a></p>`,
  });
}

export function messagePage({ title, message, link }) {
  return layout({
    title,
    mark: exclamationMark,
    lead: message,
    content: link && html`<a class="button" href="${link.href}">${link.text}</a>`,
  });
}
