// The way back from the provider: any page whose address answers the sign-in that is under way completes it.
import { isCallbackPage } from '../callback-page.js';
import { thisPage } from './actions.js';

/** Who sent the visitor here, as far as the address says (RFC 9207). */
const issuerInAddress = () => new URLSearchParams(location.search).get('iss');

const isFrom = ({ endpoint }) => issuerInAddress() === `${endpoint.replace(/\/+$/, '')}/oidc`;

/** Is the page's address one to look into? Other scripts of a site may have callbacks, too. */
export const mayBeCallback = isCallbackPage;

/** Nothing of it was used up: loading the page again may work. */
const canBeRepeated = ({ code }) => /^(network_error|rate_limited|http_error_(429|5..))$/.test(code);

/**
 * Completes the sign-in that the address answers, and goes on to where the visitor was; does nothing when it
 * answers none of ours.
 */
export const complete = async ({ client, settings }) => {
  const { href } = location;

  // One of the provider's that fits no sign-in is an error to tell: it was begun in another browser, or is old.
  if (!(await client.isSignInRedirected(href)) && !isFrom(settings.config)) {
    return;
  }

  try {
    await client.handleSignInCallback(href);
  } catch (error) {
    if (!canBeRepeated(error)) {
      history.replaceState(history.state, '', thisPage());
    }

    throw error;
  }
};
