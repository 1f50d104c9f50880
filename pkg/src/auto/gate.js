// Pages for those who are signed in: others are sent to sign in, and come back.
import { isFor } from './render.js';

/** How long, in milliseconds, a visitor who was sent away and came back as before is not sent away again. */
const PAUSE = 60_000;

const GATES = 'body[data-logto-require], [data-logto-require][data-logto-otherwise]';

const keyOf = ({ adapter }) => `logto_auto:${adapter.storage.appId}:sentAway`;

/** Without storage nobody is sent away either: signing in needs it. */
const attempt = (run) => {
  try {
    return run();
  } catch {
    return undefined;
  }
};

/** Was the visitor sent away a moment ago? Going back must not be a trap, nor an error a circle. */
const wasSentAway = (client) =>
  attempt(() => Date.now() - sessionStorage.getItem(keyOf(client)) < PAUSE);

/** What is to be done about an element that is not for this visitor. */
const otherwiseOf = ({ dataset, localName }, { isSignedIn }) => {
  const otherwise = dataset.logtoOtherwise ?? (localName === 'body' ? 'sign-in' : 'hide');

  // Signing in again makes nobody an administrator.
  return otherwise === 'sign-in' && isSignedIn ? 'hide' : otherwise;
};

/** The elements of the page that are not for this visitor. */
const closedTo = (visitor) =>
  [...document.querySelectorAll(GATES)].filter((element) => !isFor(visitor, element));

/** Is all of the page closed to the visitor? */
export const isPageClosed = (visitor) =>
  closedTo(visitor).some(({ localName }) => localName === 'body');

/** Is there something that signing in would show? */
export const isOpenedBySignIn = (visitor) =>
  closedTo(visitor).some((element) => otherwiseOf(element, visitor) === 'sign-in');

/**
 * Sends a visitor on whom the page is not for.
 *
 * @param signIn leads to the provider
 */
export const enter = async ({ client, visitor }, signIn) => {
  if (visitor.isSignedIn) {
    attempt(() => sessionStorage.removeItem(keyOf(client)));
  }

  for (const element of closedTo(visitor)) {
    const otherwise = otherwiseOf(element, visitor);

    if (otherwise === 'sign-in') {
      if (!wasSentAway(client)) {
        attempt(() => sessionStorage.setItem(keyOf(client), Date.now()));
        await signIn(element);
        return;
      }
    } else if (otherwise !== 'hide') {
      // Not one more page to go back to.
      location.replace(new URL(otherwise, document.baseURI));
      return;
    }
  }
};
