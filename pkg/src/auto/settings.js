// What the script's tag says, in its `data-logto-…` attributes.
import { UserScope } from '../enums.js';
import { LogtoClientError } from '../errors.js';

/** The values of an attribute that is a list, such as `email roles`. Some write commas. */
export const words = (text) => text?.split(/[\s,]+/).filter(Boolean) ?? [];

/** An attribute that cannot be used as it is: of the tag, or of an element. */
export const invalid = (code, attribute, expected) =>
  new LogtoClientError(code, { field: attribute }, `\`${attribute}\` ${expected}`);

const CONFIG = 'config.invalid';

/** The tag, whatever loads the script: a tag manager may keep its attributes elsewhere. */
export const TAG = '[data-logto-endpoint], [data-logto-app-id]';

export const findTag = () => document.querySelector(TAG);

/** A value that must be there, and not be what the documentation has in its place. */
const required = (tag, name, attribute, what) => {
  const value = tag?.dataset[name]?.trim();

  if (!value) {
    throw invalid(CONFIG, attribute, `is missing on the script tag: it is ${what}`);
  }
  if (value.startsWith('<')) {
    throw invalid(CONFIG, attribute, `is still a placeholder: put in ${what}`);
  }

  return value;
};

/** Where an attribute of an element leads: to a page of the site, or to another one. */
export const addressOf = (attribute, value) => {
  try {
    const { protocol, href } = new URL(value, document.baseURI);

    if (/^https?:$/.test(protocol)) {
      return href;
    }
  } catch {
    // No address at all.
  }

  throw invalid('options.invalid', attribute, 'must be an address, such as /members');
};

/** An address of this site: what is sent there is for nobody else. */
const onSite = (attribute, path) => {
  try {
    const { origin, href } = new URL(path, `${location.origin}/`);

    if (origin === location.origin) {
      return href;
    }
  } catch {
    // No address at all.
  }

  throw invalid(CONFIG, attribute, 'must be an address of this site, such as /callback');
};

/** Scopes whose names nobody can remember. */
const SHORT = {
  organizations: UserScope.Organizations,
  organization_roles: UserScope.OrganizationRoles,
};

/** @throws {LogtoClientError} `config.invalid`: the message names the attribute and what is expected */
export const readSettings = (tag) => {
  const endpoint = required(
    tag,
    'logtoEndpoint',
    'data-logto-endpoint',
    'the address of your Logto, such as https://example.logto.app'
  );
  const appId = required(
    tag,
    'logtoAppId',
    'data-logto-app-id',
    'the App ID that Logto Console > Applications shows for this site'
  );
  const { logtoScopes, logtoResources, logtoCallback } = tag.dataset;
  const resources = words(logtoResources);

  return {
    config: {
      endpoint,
      appId,
      scopes: words(logtoScopes).map((scope) => SHORT[scope] ?? scope),
      ...(resources.length > 0 && { resources }),
    },
    redirectUri: onSite('data-logto-callback', logtoCallback?.trim() || '/'),
    home: `${location.origin}/`,
  };
};
