// Pages for those who are signed in: others are sent to sign in, and come back.
import { attempt } from './attempt.js';
import { isFor } from './render.js';
import { addressOf } from './settings.js';

/** How long, in milliseconds, a visitor who was sent away and came back as before is not sent away again. */
const PAUSE = 60_000;

const GATES = 'body[data-logto-require], [data-logto-require][data-logto-otherwise]';

const keyOf = ({ adapter }) => `logto_auto:${adapter.storage.appId}:sentAway`;

/**
 * Was the visitor sent away a moment ago? Going back must not be a trap, nor an error a circle. Where nothing can be
 * stored, signing in fails before it leads away.
 */
const wasSentAway = (client) =>
  attempt(() => Date.now() - sessionStorage.getItem(keyOf(client)) < PAUSE);

/** Without the place on it. A page that leads to itself would do so for ever. */
const pageAt = (address) => address.split('#')[0];

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
 * @param layer see `layer.js`
 * @param signIn leads to the provider
 */
export const enter = async (layer, signIn) => {
  const { client, visitor } = layer;

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
      const address = addressOf('data-logto-otherwise', otherwise);

      if (pageAt(address) !== pageAt(location.href)) {
        layer.leave(address, 'otherwise');
        return;
      }
    }
  }
};
