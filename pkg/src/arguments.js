/** The arguments of the client's methods, checked: a wrong one is an error that names it (`options.invalid`). */
import {
  ADDRESS,
  BOOLEAN,
  ONE_OR_MORE_STRINGS,
  STRING,
  STRINGS,
  attempt,
  fieldReader,
  hrefOf,
  stringsOf,
} from './fields.js';

const CODE = 'options.invalid';

/** The error of an argument that is not as expected. */
export const invalidArgument = (name, expected) => fieldReader({}, CODE).refuse(name, expected);

const EXAMPLE = 'must be a string or a URL, for example window.location.href';

const DIRECT_SIGN_IN = {
  expected:
    "must be an object with `method` and `target`, for example {method: 'social', target: 'huggingface'}",
  read: ({ method, target }) => stringsOf([method, target]) && { method, target },
};

/** The value of a query parameter: what a browser makes of a number or a boolean in a URL. */
const parameter = (value) =>
  typeof value === 'boolean' || Number.isFinite(value) ? `${value}` : value;

const PARAMETERS = {
  expected: 'must be an object whose values are strings or numbers',
  read: (map) => {
    if (typeof map !== 'object' && typeof map !== 'function') {
      return undefined;
    }

    const pairs = Object.entries(map).map(([name, value]) => [name, parameter(value)]);

    return pairs.every(stringsOf) ? pairs : undefined;
  },
};

const JSON_VALUE = {
  expected: 'must be something that JSON can express',
  read: (value) => JSON.stringify(value),
};

/** The arguments of `signIn`: an options object, or a redirect URI with the deprecated mode and login hint. */
export const signInArguments = (options, interactionMode, loginHint) => {
  const redirectUri = attempt(() => hrefOf(options));

  if (redirectUri !== undefined) {
    const { field } = fieldReader({ interactionMode, loginHint }, CODE);

    return {
      redirectUri,
      interactionMode: field('interactionMode', STRING),
      loginHint: field('loginHint', STRING),
    };
  }

  const { field } = fieldReader(options, CODE);

  return {
    redirectUri: field('redirectUri', ADDRESS),
    postRedirectUri: field('postRedirectUri', ADDRESS),
    prompt: field('prompt', ONE_OR_MORE_STRINGS),
    loginHint: field('loginHint', STRING),
    firstScreen: field('firstScreen', STRING),
    interactionMode: field('interactionMode', STRING),
    identifiers: field('identifiers', STRINGS),
    directSignIn: field('directSignIn', DIRECT_SIGN_IN),
    extraParams: field('extraParams', PARAMETERS),
    appState: field('appState', JSON_VALUE),
    clearTokens: field('clearTokens', BOOLEAN),
  };
};

/** The arguments of `getAccessToken`. */
export const accessTokenArguments = (resource, organizationId, options) => {
  const { field } = fieldReader({ resource, organizationId }, CODE);

  return {
    resource: field('resource', STRING),
    organizationId: field('organizationId', STRING),
    forceRefresh: fieldReader(options, CODE).field('forceRefresh', BOOLEAN) ?? false,
  };
};

/** An address that has to be given. */
export const requiredAddress = (name, value) =>
  fieldReader({ [name]: value ?? false }, CODE).field(name, { expected: EXAMPLE, read: hrefOf });

/** An address that may be left out. */
export const optionalAddress = (name, value) =>
  fieldReader({ [name]: value }, CODE).field(name, { expected: EXAMPLE, read: ADDRESS.read });
