// How the page hears of it: events on `document`, and `data-logto-state` on `<html>` for its styles.

/** Where each code is explained. */
const DOCS = 'https://github.com/logto-wasm/logto-wasm/blob/main/docs/errors.md';

/** Those of the provider and those with a status have one section together. */
const anchorOf = (code = '') => /^(http_error|oidc)(?=[_.])/.exec(code)?.[0] ?? code;

export const docsOf = ({ code }) => `${DOCS}#${anchorOf(code)}`;

/** @returns whether no listener has prevented what happens otherwise */
export const tell = (name, detail) =>
  document.dispatchEvent(new CustomEvent(`logto:${name}`, { detail, cancelable: true }));

/** Later scripts of the page listen, too: modules run before this is resolved. */
export const documentIsDone = () =>
  new Promise((resolve) => {
    if (document.readyState === 'complete') {
      resolve();
    } else {
      document.addEventListener('DOMContentLoaded', resolve, { once: true });
    }
  });

export const setState = (state) => {
  const { dataset } = document.documentElement;

  if (dataset.logtoState !== state) {
    dataset.logtoState = state;
  }
};
