/**
 * The pages of the stand-in for Hugging Face. They look nothing like the provider's: whoever
 * clicks through should see that this is another site.
 */
import { html, trusted } from '../../../examples/demo/html.js';
import { huggingFaceMark } from './marks.js';

const STYLE = trusted(`
  *, ::before, ::after { box-sizing: border-box; }
  body {
    margin: 0; min-height: 100vh; display: flex; flex-direction: column; align-items: center; justify-content: center; gap: 18px; padding: 24px 16px;
    background: linear-gradient(#fff6d6, #ffe28a); color: #1f2937;
    font: 16px/1.5 'Source Sans Pro', ui-sans-serif, system-ui, -apple-system, 'Segoe UI', Roboto, Arial, sans-serif;
  }
  main { width: 100%; max-width: 440px; padding: 32px; background: #fff; border: 1px solid #f2cf5b; border-radius: 14px; box-shadow: 0 10px 30px rgb(160 110 0 / 14%); }
  .mark { text-align: center; line-height: 1; margin-bottom: 8px; }
  h1 { margin: 0 0 6px; font-size: 22px; text-align: center; line-height: 1.3; }
  .lead { margin: 0 0 22px; text-align: center; color: #5b6472; overflow-wrap: anywhere; }
  label { display: block; margin: 14px 0 5px; font-weight: 600; font-size: 15px; }
  input { width: 100%; height: 42px; padding: 0 12px; border: 1px solid #d1d5db; border-radius: 8px; font: inherit; }
  input:focus-visible { outline: 3px solid #ffd21e; border-color: #b98900; }
  button { width: 100%; min-height: 44px; border-radius: 8px; border: 1px solid #111827; background: #111827; color: #fff; font: inherit; font-weight: 600; cursor: pointer; margin-top: 22px; }
  button:hover { background: #2b3444; }
  button:focus-visible { outline: 3px solid #ffb000; outline-offset: 2px; }
  .quiet { background: #fff; color: #1f2937; border-color: #d1d5db; margin-top: 10px; }
  .quiet:hover { background: #f3f4f6; }
  .error { margin: 0 0 12px; padding: 9px 12px; border-radius: 8px; background: #fee2e2; color: #991b1b; font-size: 15px; }
  ul { margin: 0 0 4px; padding: 0; list-style: none; border: 1px solid #eceef1; border-radius: 10px; }
  li { padding: 11px 14px; display: flex; gap: 10px; }
  li + li { border-top: 1px solid #eceef1; }
  li::before { content: '✓'; color: #a16207; font-weight: 700; }
  code { background: #fff3c4; padding: 1px 6px; border-radius: 5px; font-size: 14px; }
  .who { margin: 18px 0 0; }
  footer { font-size: 13px; color: #6b5a1e; text-align: center; }
  @media (max-width: 480px) { main { padding: 26px 20px; } }
`);

const SCOPES = {
  openid: 'Know that you have an account',
  profile: 'Read your name, username and picture',
  email: 'Read your e-mail address',
};

function layout({ title, lead, content, hint }) {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title} – Hugging Face (local stand-in)</title>
<link rel="icon" href="data:,">
<style>${STYLE}</style>
</head>
<body>
<main>
<div class="mark">${huggingFaceMark(64)}</div>
<h1>${title}</h1>
${lead && html`<p class="lead">${lead}</p>`}
${content}
</main>
<footer>A local stand-in for Hugging Face.${hint && html` Account: <code>${hint.username}</code>, password: <code>${hint.password}</code>`}</footer>
</body>
</html>
`;
}

export function loginPage({ action, hint, username = '', error }) {
  return layout({
    title: 'Log in to Hugging Face',
    hint,
    content: html`${error && html`<p class="error" role="alert" id="sign-in-error">${error}</p>`}
<form method="post" action="${action}">
<label for="username">Username or e-mail</label>
<input id="username" name="username" value="${username}" autocomplete="username" autocapitalize="none" spellcheck="false" required ${!username && html`autofocus`}>
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password" required ${username && html`autofocus`}>
<button type="submit" name="sign-in" value="sign-in">Log in</button>
</form>`,
  });
}

export function consentPage({ user, scopes, csrf, action, host }) {
  return layout({
    title: 'Authorize access',
    lead: html`The app at <code>${host}</code> would like to:`,
    content: html`<ul>${scopes.map((scope) => html`<li><span>${SCOPES[scope] ?? 'Use the scope'} <code>${scope}</code></span></li>`)}</ul>
<form method="post" action="${action}">
<input type="hidden" name="csrf" value="${csrf}">
<button type="submit" name="decision" value="authorize">Authorize</button>
<button type="submit" name="decision" value="cancel" class="quiet">Cancel</button>
</form>
<p class="lead who">Signed in as <strong>${user.username}</strong></p>`,
  });
}

export function problemPage(message) {
  return layout({ title: 'This did not work', lead: message, content: '' });
}
