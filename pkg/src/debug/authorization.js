// An authorization request that shows nothing and signs nobody in, to see what the provider makes of it.
import { PATIENCE, random } from './network.js';

/**
 * The request that a sign-in of this site makes, with `prompt=none` (OIDC Core §3.1.2.1).
 *
 * The challenge is no verifier's: if a code came of it, nobody on earth could use it.
 */
export const silentRequest = ({ authorization_endpoint: endpoint }, { appId, scopes, resources = [] }, redirectUri) => {
  const url = new URL(endpoint);

  for (const [name, value] of [
    ['client_id', appId],
    ['redirect_uri', redirectUri],
    ['response_type', 'code'],
    ['scope', scopes.join(' ')],
    ['prompt', 'none'],
    ['state', random()],
    ['code_challenge', random()],
    ['code_challenge_method', 'S256'],
    ...resources.map((resource) => ['resource', resource]),
  ]) {
    url.searchParams.append(name, value);
  }

  return url;
};

/** Of a callback no more than there is to say of it: that it is one, or what went wrong. A code stays where it is. */
const readCallback = (href, request) => {
  const { searchParams, hash } = new URL(href);
  const parameters = searchParams.has('state') ? searchParams : new URLSearchParams(hash.slice(1));

  return parameters.get('state') === request.searchParams.get('state')
    ? {
        isBack: true,
        error: parameters.get('error') ?? undefined,
        description: parameters.get('error_description') ?? undefined,
      }
    : // The site's own server led elsewhere, and dropped what it was given.
      { isBack: true };
};

const newFrame = () => {
  const frame = document.createElement('iframe');

  // No scripts: neither the provider's nor those of the page that it comes back to.
  frame.setAttribute('sandbox', 'allow-same-origin');
  frame.credentialless = true;
  frame.referrerPolicy = 'no-referrer';
  frame.hidden = true;
  frame.title = 'Logto';

  return frame;
};

/**
 * Sends the request in a frame that nobody sees.
 *
 * @returns `{ isBack, error?, description? }` when the provider leads back to this origin; `{ isBack: false }` when it
 *   stays there; `{}` when it takes too long
 */
export const sendInFrame = (request) =>
  new Promise((resolve) => {
    const frame = newFrame();
    let looking;
    let waiting;
    const done = (answer) => {
      clearInterval(looking);
      clearTimeout(waiting);
      frame.remove();
      resolve(answer);
    };
    /** Where the frame is; `undefined` when that is none of this page's business. */
    const place = () => {
      try {
        return frame.contentWindow.location.href;
      } catch {
        return undefined;
      }
    };
    const look = () => {
      const href = place();

      if (/^http/.test(href)) {
        done(readCallback(href, request));
      }

      return href;
    };

    frame.addEventListener('load', () => {
      if (look() === undefined) {
        done({ isBack: false });
      }
    });
    // As soon as it is back, before it has loaded the page.
    looking = setInterval(look, 50);
    waiting = setTimeout(done, PATIENCE, {});
    frame.src = request.href;
    document.documentElement.append(frame);
  });
