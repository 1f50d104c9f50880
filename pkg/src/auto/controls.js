// What visitors click, made reachable for those who do not use a mouse.

const NATIVE = 'button, a[href], area[href], input, select, summary';

/** Gives an element what it needs to be one that can be used by keyboard, unless it is one. */
export const dress = (visitor, element) => {
  if (!element.matches(NATIVE)) {
    for (const [name, value] of [
      ['role', 'button'],
      ['tabindex', '0'],
    ]) {
      if (!element.hasAttribute(name)) {
        element.setAttribute(name, value);
      }
    }
  }
  if (element.dataset.logto === 'switch-organization') {
    const isCurrent = (element.dataset.logtoOrganization ?? '') === (visitor.organization ?? '');

    element.setAttribute('aria-current', isCurrent);
  }
};

/** Those whose visitors are sent to the provider, who need what it publishes. */
const LEADING = ['sign-in', 'sign-up'];

const actionOf = ({ target }) => target.closest?.('[data-logto]');

const onKey = (event) => {
  const element = actionOf(event);

  // Only where the browser makes no click of it, and not in a field inside.
  if (
    element === event.target &&
    (event.key === 'Enter' || event.key === ' ') &&
    !event.repeat &&
    !element.matches(NATIVE)
  ) {
    // Nor does the page scroll.
    event.preventDefault();
    element.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }));
  }
};

/** Those whose action is under way. */
const busy = new Set();

export const isBusy = () => busy.size > 0;

const setBusy = (element, isNow) => {
  if (isNow) {
    busy.add(element);
    // Not `disabled`: the focus would be lost.
    element.setAttribute('aria-busy', 'true');
  } else {
    busy.delete(element);
    element.removeAttribute('aria-busy');
  }
};

/**
 * Listens for all elements at once, whenever they were added.
 *
 * @param act does what an element says; resolves to whether that leads away from the page
 * @param intend is called when a visitor seems about to sign in
 */
export const listen = (act, intend) => {
  document.addEventListener('click', async (event) => {
    const element = actionOf(event);

    // With a key or another button a link is opened elsewhere.
    if (!element || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) {
      return;
    }

    // No form is sent, no link followed.
    event.preventDefault();

    if (busy.has(element) || element.getAttribute('aria-disabled') === 'true') {
      return;
    }

    setBusy(element, true);
    // What leads away stays busy until the page has gone.
    if (!(await act(element))) {
      setBusy(element, false);
    }
  });
  document.addEventListener('keydown', onKey);

  for (const name of ['pointerover', 'focusin', 'touchstart']) {
    document.addEventListener(
      name,
      (event) => {
        if (LEADING.includes(actionOf(event)?.dataset.logto)) {
          intend();
        }
      },
      { passive: true }
    );
  }

  // The browser kept the page as it was left, and shows it again.
  addEventListener('pageshow', ({ persisted }) => {
    for (const element of persisted ? busy : []) {
      setBusy(element, false);
    }
  });
};
