// Is the redirect URI registered, to the letter, and does Logto take what a sign-in asks for?
import { sendInFrame, silentRequest } from '../authorization.js';
import { ask, wasRefused } from '../network.js';
import { clean } from '../text.js';

/** Nobody is signed in at the provider, which is no mistake of the site's. */
const EXPECTED = ['login_required', 'interaction_required', 'consent_required', 'account_selection_required'];

/** Errors that have a text of their own. */
const TOLD = ['invalid_target', 'invalid_scope', 'unauthorized_client', 'unsupported_response_type'];

/** What the site's own server says of the page to which visitors come back. */
const lookAt = async (redirectUri) => {
  const { response } = await ask(redirectUri, { method: 'HEAD', credentials: 'same-origin' });
  const policy = response?.headers.get('content-security-policy') ?? '';

  return {
    status: response?.status,
    canBeFramed:
      response !== undefined &&
      !/deny/i.test(response.headers.get('x-frame-options')) &&
      !/frame-ancestors\s+'none'/i.test(policy),
  };
};

const aboutAnswer = async (request, { isBack, error, description }, canBeFramed, redirectUri) => {
  const values = { redirectUri, error, description: clean(description) };

  if (isBack === undefined) {
    return { status: 'unknown', key: 'late' };
  }
  if (!isBack) {
    // A frame that the site itself forbids shows nothing of what Logto answered.
    return !canBeFramed || (await wasRefused('frame-src', request.href))
      ? { status: 'unknown', key: 'redirect.noFrames', values, paste: redirectUri, link: request.href }
      : { status: 'wrong', key: 'redirect.unregistered', values, paste: redirectUri, link: request.href };
  }
  if (!error || EXPECTED.includes(error)) {
    return { status: 'ok', key: 'redirect.ok', values };
  }

  return { status: 'wrong', key: `redirect.${TOLD.includes(error) ? error : 'other'}`, values };
};

export const checkRedirect = async (around) => {
  const answer = await around.application();

  if (answer !== 'known' && answer !== 'closed') {
    return [{ status: 'unknown', key: answer ? 'after.application' : 'after.endpoint' }];
  }

  const { redirectUri } = around.settings;
  const request = silentRequest(await around.metadata(), await around.config(), redirectUri);
  const [sent, page] = await Promise.all([sendInFrame(request), lookAt(redirectUri)]);
  const found = [await aboutAnswer(request, sent, page.canBeFramed, redirectUri)];

  if (page.status === 404) {
    found.push({ status: 'warning', key: 'redirect.noPage', values: { redirectUri } });
  }

  return found;
};
