// How the page hears of it: events on `document`, and `data-logto-state` on `<html>` for its styles.

/** Where each code is explained. */
const DOCS = 'https://github.com/logto-wasm/logto-wasm/blob/main/docs/errors.md';

/** Those of the provider and those with a status have one section together. */
const anchorOf = (code = '') => /^(http_error|oidc)(?=[_.])/.exec(code)?.[0] ?? code;

export const docsOf = ({ code }) => `${DOCS}#${anchorOf(code)}`;

/** @returns whether no listener has prevented what happens otherwise */
export const tell = (name, detail) =>
  document.dispatchEvent(new CustomEvent(`logto:${name}`, { detail, cancelable: true }));

/** Resolves when the page's own scripts of type `module`, which come later, listen as well. */
export const listenersAreThere = () =>
  new Promise((resolve) => {
    if (document.readyState === 'complete') {
      resolve();
    }

    // Whichever is still to come: for a script that is loaded late, that may be the second one only.
    addEventListener('DOMContentLoaded', resolve);
    addEventListener('load', resolve);
  });

export const setState = (state) => {
  const { dataset } = document.documentElement;

  if (dataset.logtoState !== state) {
    dataset.logtoState = state;
  }
};
