// A message that is there where the page has no place for one: at the foot of it, and out of the reach of its styles.
import { addStyles } from './styles.js';

const STYLE = `
:host{all:initial;position:fixed;z-index:2147483646;inset:auto 0 0;padding:16px;pointer-events:none}
:host([alone]){inset:30% 0 auto}
div{box-sizing:border-box;display:flex;flex-wrap:wrap;align-items:center;gap:12px;max-width:560px;margin:auto;padding:12px 16px;border-radius:8px;background:#1b1b1f;color:#fff;font:16px/1.4 system-ui,sans-serif;box-shadow:0 4px 24px #0006;pointer-events:auto}
p,h1{flex:1 1 240px;margin:0;font:inherit}
button{padding:8px 16px;border:1px solid #fff;border-radius:6px;background:none;color:inherit;font:inherit;cursor:pointer}
button:focus-visible{outline:3px solid #9cf;outline-offset:2px}
`;

let host;

export const hideNotice = () => {
  host?.remove();
  host = undefined;
};

const make = (name, parent, attributes = {}) => {
  const element = Object.assign(document.createElement(name), attributes);

  parent.append(element);
  return element;
};

/**
 * Shows a text with a button.
 *
 * @param isAlone whether the body is hidden: then this is all that the page has, and its main part
 */
export const showNotice = (text, label, press, isAlone) => {
  hideNotice();
  host = make('logto-notice', document.documentElement);
  host.toggleAttribute('alone', isAlone);

  const root = host.attachShadow({ mode: 'open' });
  const box = make('div', isAlone ? make('main', root) : root);

  addStyles(root, STYLE);
  box.setAttribute('role', 'alert');
  make(isAlone ? 'h1' : 'p', box, { textContent: text });
  make('button', box, { type: 'button', textContent: label }).addEventListener('click', press);
};
