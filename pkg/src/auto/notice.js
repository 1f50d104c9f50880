// A message that is there where the page has no place for one: at the foot of it, and out of the reach of its styles.

const STYLE = `
:host{all:initial;position:fixed;z-index:2147483646;inset:auto 0 0;display:flex;justify-content:center;padding:16px;pointer-events:none}
div{display:flex;flex-wrap:wrap;align-items:center;gap:12px;max-width:560px;padding:12px 16px;border-radius:8px;background:#1b1b1f;color:#fff;font:16px/1.4 system-ui,sans-serif;box-shadow:0 4px 24px #0006;pointer-events:auto}
p{flex:1 1 240px;margin:0}
button{padding:8px 16px;border:1px solid #fff;border-radius:6px;background:none;color:inherit;font:inherit;cursor:pointer}
button:focus-visible{outline:3px solid #9cf;outline-offset:2px}
`;

let host;

export const hideNotice = () => {
  host?.remove();
  host = undefined;
};

/** Shows a text with a button. The page's body may be hidden: this is beside it. */
export const showNotice = (text, label, press) => {
  hideNotice();
  host = document.createElement('logto-notice');

  const root = host.attachShadow({ mode: 'open' });
  const [style, box, message, button] = ['style', 'div', 'p', 'button'].map((name) =>
    document.createElement(name)
  );

  style.textContent = STYLE;
  message.textContent = text;
  button.textContent = label;
  button.type = 'button';
  button.addEventListener('click', press);
  box.setAttribute('role', 'alert');
  box.append(message, button);
  root.append(style, box);
  document.documentElement.append(host);
};
