/**
 * The end of a session. Logto asks nobody whether they are sure: its page submits itself.
 */
import { html, trusted } from '../../../examples/demo/html.js';
import { layout } from './layout.js';
import { checkMark } from './marks.js';

/** @param {string} form oidc-provider's form, without the field that says yes */
export function signOutPage(form) {
  return layout({
    title: 'Signing out…',
    content: html`${trusted(form)}
<input type="hidden" form="op.logoutForm" name="logout" value="yes">
<noscript><button type="submit" form="op.logoutForm">Sign out</button></noscript>
<script>document.getElementById('op.logoutForm').submit();</script>`,
  }).toString();
}

export function signedOutPage() {
  return layout({
    title: 'You are signed out',
    mark: checkMark,
    lead: 'You can close this page now.',
    content: '',
  }).toString();
}
