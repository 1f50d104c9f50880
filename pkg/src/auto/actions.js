// What elements do: to the provider and back, by `data-logto` and the options beside it.
import { addressOf, invalid, words } from './settings.js';

const OPTIONS = 'options.invalid';
const EXTRA = 'data-logto-extra-';

/** What a callback leaves in an address: not to be kept in what is returned to. */
const OF_CALLBACK = ['code', 'state', 'iss', 'error', 'error_description'];

/** The page that the visitor is on. */
export const thisPage = () => {
  const url = new URL(location.href);

  if (url.searchParams.has('state')) {
    for (const name of OF_CALLBACK) {
      url.searchParams.delete(name);
    }
  }

  return url.href;
};

const addressIn = ({ dataset: { logtoReturnTo } }, other) =>
  logtoReturnTo ? addressOf('data-logto-return-to', logtoReturnTo) : other;

/** `social:huggingface` or `sso:<connector>`; a bare name is that of a social connector. */
const directOf = ({ logtoDirect }) => {
  if (!logtoDirect) {
    return undefined;
  }

  const [, method = 'social', target] = /^(?:(social|sso):)?(.+)$/.exec(logtoDirect.trim()) ?? [];

  if (!target || /^\w+:/.test(target)) {
    throw invalid(OPTIONS, 'data-logto-direct', 'must be like social:huggingface');
  }

  return { method, target };
};

const extrasOf = ({ attributes }) =>
  Object.fromEntries(
    [...attributes]
      .filter(({ name }) => name.startsWith(EXTRA))
      .map(({ name, value }) => [name.slice(EXTRA.length), value])
  );

/** The options of a sign-in that an element asks for. */
const signInOptions = (element, { redirectUri }, isSignUp) => {
  const { dataset } = element;
  const postRedirectUri = addressIn(element, thisPage());
  const prompt = words(dataset.logtoPrompt);

  return {
    redirectUri,
    // Without one the visitor stays where the callback is.
    ...(postRedirectUri !== redirectUri && { postRedirectUri }),
    ...(prompt.length > 0 && { prompt }),
    loginHint: dataset.logtoLoginHint,
    firstScreen: dataset.logtoFirstScreen ?? (isSignUp ? 'register' : undefined),
    directSignIn: directOf(dataset),
    extraParams: extrasOf(element),
  };
};

/** By name, what they do. */
const ACTIONS = {
  'sign-in': ({ client, settings }, element) => client.signIn(signInOptions(element, settings)),
  'sign-up': ({ client, settings }, element) => client.signIn(signInOptions(element, settings, true)),
  'sign-out': ({ client, settings }, element) => client.signOut(addressIn(element, settings.home)),
  'switch-organization': ({ visitor }, { dataset }) => visitor.switchTo(dataset.logtoOrganization),
};

export const NAMES = Object.keys(ACTIONS);

/** Does what an element says, or what its kind of element does. */
export const perform = async (app, element, name = element.dataset.logto) => {
  if (!NAMES.includes(name)) {
    throw invalid(OPTIONS, 'data-logto', `must be one of ${NAMES.join(', ')}, and not \`${name}\``);
  }

  await ACTIONS[name](app, element);
};
