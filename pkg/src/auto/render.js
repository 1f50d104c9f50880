// What the page shows: to elements that are there, and to those that come later.
import { holdsAny } from './conditions.js';
import { dress } from './controls.js';
import { fillForm } from './forms.js';
import { addStyles } from './styles.js';
import { PLACES } from './trouble.js';
import { VALUES } from './values.js';

/** Elements that are hidden by us: those which stop having conditions are shown again. */
const hidden = new WeakSet();

export const CONDITIONAL = '[data-logto-show], [data-logto-require]';

/** Is everything that an element asks for so? */
export const isFor = (visitor, { dataset: { logtoShow, logtoRequire } }) =>
  [logtoShow, logtoRequire].every((list) => list === undefined || holdsAny(visitor, list));

const showOrHide = (visitor, element) => {
  const isShown = isFor(visitor, element);

  if (isShown) {
    hidden.delete(element);
  } else {
    hidden.add(element);
  }
  if (element.hidden === isShown) {
    element.hidden = !isShown;
  }
};

const KINDS = {
  ...VALUES,
  '[data-logto-form]': fillForm,
  '[data-logto]': dress,
  // Last: what comes to be seen is as it should be.
  [CONDITIONAL]: showOrHide,
};

/** An element and all in it that a selector is for. */
const each = (root, selector, work) => {
  if (root.matches?.(selector)) {
    work(root);
  }

  root.querySelectorAll(selector).forEach(work);
};

/** Shows an element and all in it as they are for the visitor. */
export const render = ({ visitor, trouble }, root) => {
  for (const [selector, show] of Object.entries(KINDS)) {
    each(root, selector, (element) => show(visitor, element));
  }

  each(root, PLACES, (element) => trouble.show(element));
};

/** What makes a difference when it changes. */
const ATTRIBUTES = [
  '',
  '-show',
  '-require',
  '-text',
  '-src',
  '-href',
  '-default',
  '-form',
  '-field',
  '-organization',
  '-error',
].map((name) => `data-logto${name}`);

/** Renders what is added to the page, before it is painted. */
export const watch = (renderNow) => {
  const observer = new MutationObserver((changes) => {
    for (const { type, target, addedNodes } of changes) {
      for (const element of type === 'attributes' ? [target] : addedNodes) {
        if (element.nodeType !== Node.ELEMENT_NODE) {
          continue;
        }
        if (hidden.has(element) && !element.matches(CONDITIONAL)) {
          hidden.delete(element);
          element.hidden = false;
        }
        renderNow(element);
      }
    }
  });

  observer.observe(document, { subtree: true, childList: true, attributeFilter: ATTRIBUTES });
};

/** A designer's classes say how elements are displayed, which would come before the attribute. */
const STYLE = ['show', 'require', 'error']
  .map((name) => `[data-logto-${name}][hidden]{display:none!important}`)
  .join('');

export const addStyle = () => addStyles(document, STYLE, document.head);
