// The configuration and the arguments of methods, checked field by field: a wrong type is an error that names
// its field.
//
// The compiled module imports this file. So of files it imports only what the module imports as well.
import { LogtoClientError } from './errors.js';

const CONFIG = 'config.invalid';
const OPTIONS = 'options.invalid';

/** What a function gives; `undefined` where it throws. */
const attempt = (run) => {
  try {
    return run();
  } catch {
    return undefined;
  }
};

const invalid = (code, field, expected) =>
  new LogtoClientError(code, { field }, `\`${field}\` ${expected}`);

// Types: what is expected, and what a value comes to. `undefined`: it is no such thing; `null`: it counts as
// left out.

const of = (type) => (value) => (typeof value === type ? value : undefined);
const text = of('string');
const href = (value) => text(value) ?? (value instanceof URL ? value.href : undefined);
const texts = (value) =>
  // Looks at holes, too.
  Array.isArray(value) && value.findIndex((item) => text(item) === undefined) < 0 ? value : undefined;

const isPlain = (value) => typeof value === 'number' || typeof value === 'boolean';

const STRING = ['must be a string', text];
const BOOLEAN = ['must be a boolean', of('boolean')];
const SECONDS = [
  'must be a number',
  // JSON knows no other numbers. No number of seconds is negative either: the module says what it must be.
  (value) => of('number')(Number.isNaN(value) || Math.abs(value) === Infinity ? -1 : value),
];
const ADDRESS = ['must be a string or a URL', (value) => (href(value) === '' ? null : href(value))];
const EXAMPLE = `${ADDRESS[0]}, for example window.location.href`;
const STRINGS = ['must be an array of strings', texts];
const ONE_OR_MORE = [
  'must be a string or an array of strings',
  (value) => {
    const list = texts([value]) ?? texts(value);

    return list?.length === 0 ? null : list;
  },
];
const PLACES = ['localStorage', 'sessionStorage', 'memory'];
const PLACE = [
  "must be 'localStorage', 'sessionStorage' or 'memory'",
  (value) => PLACES.find((place) => place === value),
];
const DIRECT = [
  "must be an object with `method` and `target`, for example {method: 'social', target: 'huggingface'}",
  (value) => texts(['method', 'target'].map((name) => Reflect.get(value, name))),
];
const PARAMETERS = [
  'must be an object whose values are strings or numbers',
  (map) =>
    map instanceof Object
      ? texts(
          Object.keys(map).flatMap((name) => {
            const value = map[name];

            // What a browser would make of it in a URL.
            return [name, isPlain(value) ? JSON.stringify(value) : value];
          })
        )
      : undefined,
];
const ANYTHING = ['must be something that JSON can say', (value) => JSON.stringify(value)];

/** Reads the fields of an object of the site's. One that cannot be read counts as left out, as `null` does. */
const fieldsOf = (object, code) => (field, [expected, convert]) => {
  const value = attempt(() => Reflect.get(object, field)) ?? null;
  const converted = value === null ? null : attempt(() => convert(value));

  if (converted === undefined) {
    throw invalid(code, field, expected);
  }

  return converted;
};

const config = (value) => {
  const field = fieldsOf(value, CONFIG);

  field('cacheLocation', STRING);

  const cacheLocation = field('cacheLocation', PLACE);

  if (typeof value !== 'object' || value === null) {
    throw invalid(CONFIG, 'config', 'must be an object with `endpoint` and `appId`');
  }

  return {
    cacheLocation,
    endpoint: field('endpoint', ADDRESS),
    appId: field('appId', STRING),
    scopes: field('scopes', STRINGS),
    resources: field('resources', STRINGS),
    prompt: field('prompt', ONE_OR_MORE),
    includeReservedScopes: field('includeReservedScopes', BOOLEAN),
    leeway: field('leeway', SECONDS),
    keepCallbackUrl: field('keepCallbackUrl', BOOLEAN),
  };
};

/** An options object, or a redirect URI with the deprecated interaction mode and login hint. */
const signIn = (options, interactionMode, loginHint) => {
  const redirectUri = attempt(() => href(options));

  if (redirectUri !== undefined) {
    const field = fieldsOf({ interactionMode, loginHint }, OPTIONS);

    return {
      redirectUri,
      interactionMode: field('interactionMode', STRING),
      loginHint: field('loginHint', STRING),
    };
  }

  const field = fieldsOf(options, OPTIONS);

  return {
    redirectUri: field('redirectUri', ADDRESS),
    postRedirectUri: field('postRedirectUri', ADDRESS),
    prompt: field('prompt', ONE_OR_MORE),
    loginHint: field('loginHint', STRING),
    firstScreen: field('firstScreen', STRING),
    interactionMode: field('interactionMode', STRING),
    identifiers: field('identifiers', STRINGS),
    directSignIn: field('directSignIn', DIRECT),
    extraParams: field('extraParams', PARAMETERS),
    appState: field('appState', ANYTHING),
    clearTokens: field('clearTokens', BOOLEAN),
  };
};

const token = (resource, organizationId, options) => {
  const field = fieldsOf({ resource, organizationId }, OPTIONS);

  return {
    resource: field('resource', STRING),
    organizationId: field('organizationId', STRING),
    forceRefresh: fieldsOf(options, OPTIONS)('forceRefresh', BOOLEAN),
  };
};

/** An address that must be there. */
const required = (name) => (value) =>
  fieldsOf({ [name]: value ?? false }, OPTIONS)(name, [EXAMPLE, href]);

const signOut = (postLogoutRedirectUri) =>
  fieldsOf({ postLogoutRedirectUri }, OPTIONS)('postLogoutRedirectUri', [EXAMPLE, ADDRESS[1]]);

/** In the order in which the module knows them. */
const READERS = [config, signIn, required('url'), required('callbackUri'), token, signOut];

/** What they come to, as JSON text. */
export const read = (what, ...values) => JSON.stringify(READERS[what](...values));
