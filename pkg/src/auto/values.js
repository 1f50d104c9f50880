// What elements show of the visitor: a text, a picture, a link. What people say of themselves is text and never
// markup, and an address of theirs only where it leads to the web.

/** The address, when it is one of the web. What the site says may be relative to it. */
const webAddress = (value, base) => {
  try {
    const { protocol, href } = new URL(value, base);

    return /^https?:$/.test(protocol) ? href : undefined;
  } catch {
    return undefined;
  }
};

const valueOf = (visitor, element, paths) => ({
  own: visitor.valueOf(paths),
  other: element.dataset.logtoDefault,
});

/** What elements were before: without a value, they are that again. */
const before = new WeakMap();

/** Sets attributes, and remembers what they were. `undefined`: none; without any, they are as they were. */
const setAttributes = (element, attributes) => {
  if (!before.has(element)) {
    before.set(element, new Map());
  }

  const was = before.get(element);

  for (const [name, value] of Object.entries(attributes ?? Object.fromEntries(was))) {
    if (!was.has(name)) {
      was.set(name, element.getAttribute(name) ?? undefined);
    }
    // Setting a picture's address loads it, also if it is the same.
    if ((element.getAttribute(name) ?? undefined) === value) {
      continue;
    }
    if (value === undefined) {
      element.removeAttribute(name);
    } else {
      element.setAttribute(name, value);
    }
  }
};

const addressOf = ({ own, other }) =>
  (own && webAddress(own)) || (other && webAddress(other, document.baseURI));

/** Elements whose text is code, or is not shown. */
const NO_TEXT = /^(script|style|template|iframe|noscript|title|textarea|object)$/i;

const showText = (visitor, element) => {
  const { own, other = '' } = valueOf(visitor, element, element.dataset.logtoText);
  const text = own ?? other;

  if (!NO_TEXT.test(element.localName) && element.textContent !== text) {
    element.textContent = text;
  }
};

/** By picture, the visitor's address that it shows. */
const shownOf = new WeakMap();

/** Addresses that no picture could be loaded from: not tried again. */
const lost = new Set();

const showPicture = (visitor, element) => {
  const { own, other } = valueOf(visitor, element, element.dataset.logtoSrc);
  const src = addressOf({ own: lost.has(own) ? undefined : own, other });

  // The designer's other sizes of a picture would come before it.
  setAttributes(
    element,
    src && {
      src,
      srcset: undefined,
      sizes: undefined,
      // Where the picture is kept, nobody needs to know which page of the site shows it.
      referrerpolicy: element.getAttribute('referrerpolicy') ?? 'no-referrer',
    }
  );

  shownOf.set(element, src && own);
};

/** A dead link leaves no broken picture: `renderNow` is called with the elements that show another one instead. */
export const watchPictures = (renderNow) =>
  document.addEventListener(
    'error',
    ({ target }) => {
      const address = shownOf.get(target);

      if (address && !lost.has(address)) {
        lost.add(address);
        renderNow(target);
      }
    },
    // The event does not bubble.
    true
  );

const showLink = (visitor, element) => {
  const href = addressOf(valueOf(visitor, element, element.dataset.logtoHref));

  setAttributes(element, href && { href });
};

/** By selector, how its elements are shown. No address of a visitor's becomes that of a script or a frame. */
export const VALUES = {
  '[data-logto-text]': showText,
  'img[data-logto-src]': showPicture,
  'a[data-logto-href], area[data-logto-href]': showLink,
};
