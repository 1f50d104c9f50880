/**
 * The frame of the sign-in pages: one card in the middle, as Logto has it.
 */
import { html, trusted } from '../../../examples/demo/html.js';

const STYLE = trusted(`
  :root {
    color-scheme: light dark;
    --page: #eff1f1; --card: #fff; --ink: #191c1d; --quiet: #5c6266; --line: #c4c7c7; --soft: #f3f2f7;
    --brand: #5d34f2; --brand-hover: #7958ff; --on-brand: #fff; --bad: #ba1b1b; --bad-soft: #fff0ee; --notice: #f0eeff;
  }
  @media (prefers-color-scheme: dark) {
    :root {
      --page: #191c1d; --card: #25282a; --ink: #eff1f1; --quiet: #a9acac; --line: #5c5f60; --soft: #34353f;
      --brand: #7958ff; --brand-hover: #947dff; --on-brand: #fff; --bad: #ffb4a9; --bad-soft: #4a2623; --notice: #34304f;
    }
  }
  *, ::before, ::after { box-sizing: border-box; }
  body {
    margin: 0; min-height: 100vh; min-height: 100dvh; display: flex; flex-direction: column; align-items: center;
    justify-content: center; gap: 20px; padding: 24px 16px; background: var(--page); color: var(--ink);
    font: 16px/1.5 -apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif;
  }
  main {
    width: 100%; max-width: 480px; padding: 48px; background: var(--card); border-radius: 16px;
    box-shadow: 0 4px 24px rgb(0 0 0 / 8%);
  }
  .mark {
    width: 48px; height: 48px; margin: 0 auto 16px; border-radius: 12px; display: grid; place-items: center;
    background: var(--brand); color: var(--on-brand); font-weight: 700; font-size: 22px;
  }
  h1 { margin: 0 0 6px; font-size: 24px; line-height: 1.3; text-align: center; font-weight: 650; }
  .lead { margin: 0 0 28px; text-align: center; color: var(--quiet); overflow-wrap: anywhere; }
  form { margin: 0; }
  .field { margin-bottom: 16px; }
  label { display: block; margin-bottom: 6px; font-size: 14px; font-weight: 550; }
  .optional { color: var(--quiet); font-weight: 400; }
  input {
    width: 100%; height: 44px; padding: 0 14px; border: 1px solid var(--line); border-radius: 8px;
    background: var(--card); color: inherit; font: inherit;
  }
  input:focus-visible { outline: 3px solid color-mix(in srgb, var(--brand) 28%, transparent); border-color: var(--brand); }
  input[aria-invalid=true] { border-color: var(--bad); }
  .error { margin: 6px 0 0; font-size: 14px; color: var(--bad); }
  .alert { margin: 0 0 20px; padding: 10px 14px; border-radius: 8px; font-size: 14px; background: var(--bad-soft); color: var(--bad); }
  .notice { margin: 0 0 20px; padding: 10px 14px; border-radius: 8px; font-size: 14px; background: var(--notice); }
  button, .button {
    display: flex; width: 100%; min-height: 44px; align-items: center; justify-content: center; gap: 10px; padding: 8px 16px;
    border: 1px solid transparent; border-radius: 8px; background: var(--brand); color: var(--on-brand);
    font: inherit; font-weight: 550; text-decoration: none; cursor: pointer; margin-top: 24px;
  }
  button:hover { background: var(--brand-hover); }
  button:focus-visible, .button:focus-visible, a:focus-visible {
    outline: 3px solid color-mix(in srgb, var(--brand) 45%, transparent); outline-offset: 2px; border-radius: 8px;
  }
  .button { background: transparent; border-color: var(--line); color: var(--ink); margin-top: 0; }
  .button:hover { background: var(--soft); }
  .or { display: flex; align-items: center; gap: 14px; margin: 22px 0; color: var(--quiet); font-size: 14px; }
  .or::before, .or::after { content: ''; flex: 1; height: 1px; background: var(--line); }
  .switch { margin: 26px 0 0; text-align: center; font-size: 14px; color: var(--quiet); }
  a { color: var(--brand); font-weight: 550; }
  @media (prefers-color-scheme: dark) { a:not(.button) { color: #cabeff; } }
  footer { font-size: 13px; color: var(--quiet); text-align: center; max-width: 480px; }
  footer code { font-size: 13px; color: var(--ink); }
  @media (max-width: 520px) {
    body { justify-content: flex-start; padding: 0; background: var(--card); }
    main { padding: 40px 24px 8px; box-shadow: none; border-radius: 0; }
    footer { padding: 0 24px 24px; }
  }
`);

/**
 * @param {object} page
 * @param {string} page.title
 * @param {unknown} [page.mark] a letter or a sign in the corner of the app
 * @param {unknown} [page.lead]
 * @param {unknown} page.content
 * @param {unknown} [page.footer]
 */
export function layout({ title, mark, lead, content, footer }) {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>${STYLE}</style>
</head>
<body>
<main>
${mark && html`<div class="mark" aria-hidden="true">${mark}</div>`}
<h1>${title}</h1>
${lead && html`<p class="lead">${lead}</p>`}
${content}
</main>
${footer && html`<footer>${footer}</footer>`}
</body>
</html>
`;
}

/** An input with its label and its error, which screen readers hear together. */
export function field({ name, label, type = 'text', value = '', autocomplete, error, focused, optional, attributes = '' }) {
  return html`<div class="field">
<label for="${name}">${label}${optional && html` <span class="optional">(optional)</span>`}</label>
<input id="${name}" name="${name}" type="${type}" value="${value}" autocomplete="${autocomplete}"
 ${!optional && html`required`} ${focused && html`autofocus`} ${trusted(attributes)}
 ${error && html`aria-invalid="true" aria-describedby="${name}-error"`}>
${error && html`<p class="error" id="${name}-error">${error}</p>`}
</div>`;
}
