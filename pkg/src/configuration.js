/**
 * The rules of the configuration, which the constructor applies before the core is there. The Rust implementation
 * (`src/protocol/config.rs`) is the authority; a property test holds both to the same verdicts.
 */
import { ReservedResource, ReservedScope, UserScope } from './enums.js';
import { ADDRESS, BOOLEAN, NUMBER, ONE_OR_MORE_STRINGS, STRING, STRINGS, fieldReader } from './fields.js';

/** The seconds before its expiry from which on an access token is renewed. */
const DEFAULT_LEEWAY = 10;

const LOCATIONS = ['localStorage', 'sessionStorage', 'memory'];
const LOCATION = {
  expected: "must be 'localStorage', 'sessionStorage' or 'memory'",
  read: (value) => (LOCATIONS.includes(value) ? value : undefined),
};

const isLoopback = (hostname) =>
  // The URL parser writes every IPv4 address as four numbers.
  /^127\.\d+\.\d+\.\d+$/.test(hostname) ||
  hostname === '[::1]' ||
  hostname === 'localhost' ||
  hostname.endsWith('.localhost');

const parseUrl = (text) => {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
};

/** The issuer that an endpoint stands for: `<endpoint>/oidc`. */
const issuerOf = (endpoint, refuse) => {
  if (!endpoint) {
    throw refuse('endpoint', 'is missing: set it to your Logto endpoint, for example https://example.logto.app');
  }

  const url = parseUrl(endpoint);

  if (!url) {
    throw refuse('endpoint', 'must be an absolute URL, for example https://example.logto.app');
  }

  if (!/^https?:$/.test(url.protocol) || url.username || url.password) {
    throw refuse('endpoint', 'must be an https URL without user name or password');
  }

  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    throw refuse('endpoint', 'must be an https URL: plain http is accepted for localhost only');
  }

  return [url.origin, ...url.pathname.split('/').filter(Boolean), 'oidc'].join('/');
};

/** The scopes of the authorization request. */
const completeScopes = (scopes, includesReserved) =>
  includesReserved
    ? [
        ...new Set([
          ReservedScope.OpenId,
          ReservedScope.OfflineAccess,
          UserScope.Profile,
          // No scope contains a space (RFC 6749 §3.3): a string with spaces lists several.
          ...scopes.flatMap((scope) => scope.split(' ')).filter(Boolean),
        ]),
      ]
    : scopes;

/** The resources of the authorization request (RFC 8707). */
const completeResources = (resources, scopes) =>
  scopes.includes(UserScope.Organizations)
    ? [...new Set([...resources, ReservedResource.Organization])]
    : resources;

/**
 * Checks a configuration. Returns the fields as they were given, for the core, and what is derived from them.
 *
 * Throws `LogtoClientError` `config.invalid` with the name of the first wrong field.
 */
export const checkConfiguration = (config) => {
  const { field, refuse } = fieldReader(config, 'config.invalid');

  if (typeof config !== 'object' || config === null) {
    throw refuse('config', 'must be an object with `endpoint` and `appId`');
  }

  const given = {
    cacheLocation: field('cacheLocation', LOCATION),
    endpoint: field('endpoint', ADDRESS),
    appId: field('appId', STRING),
    scopes: field('scopes', STRINGS),
    resources: field('resources', STRINGS),
    prompt: field('prompt', ONE_OR_MORE_STRINGS),
    includeReservedScopes: field('includeReservedScopes', BOOLEAN),
    leeway: field('leeway', NUMBER),
    keepCallbackUrl: field('keepCallbackUrl', BOOLEAN),
  };
  const issuer = issuerOf(given.endpoint, refuse);

  if (!given.appId) {
    throw refuse('appId', 'is missing: set it to the App ID that the Logto Console shows');
  }

  const { leeway = DEFAULT_LEEWAY, scopes = [], resources = [] } = given;

  if (!(leeway >= 0 && leeway < Infinity)) {
    throw refuse('leeway', 'must be a number of seconds');
  }

  return {
    given,
    issuer,
    leeway,
    scopes: completeScopes(scopes, given.includeReservedScopes ?? true),
    resources: completeResources(resources, scopes),
  };
};
