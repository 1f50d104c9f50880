// What the site asks to know, what Logto grants of that, and what the page shows that nobody has asked for.
import { conditionsOf, parseCondition } from '../../auto/conditions.js';
import { SCOPES, scopeOf, shortName } from '../claims.js';
import { nearest } from '../nearest.js';
import { parse } from '../network.js';

/** By kind of condition, the scope of the claim that it looks at. */
const OF_CONDITION = {
  role: 'roles',
  organization: 'organizations',
  'current-organization': 'organizations',
  'organization-role': 'organization_roles',
};

const CONDITIONS = ['data-logto-show', 'data-logto-require'];

const PATHS = ['data-logto-text', 'data-logto-src', 'data-logto-href', 'data-logto-field'];

/** The values that elements have for an attribute. */
const valuesOf = (name) =>
  [...document.querySelectorAll(`[${name}]`)].map((element) => element.getAttribute(name));

/** What the page's elements use, by the scope that brings it: the first place of each. */
const used = () => {
  const all = [
    ...CONDITIONS.flatMap((name) =>
      valuesOf(name).flatMap((list) =>
        conditionsOf(list).map((text) => [OF_CONDITION[parseCondition(text)?.kind], `${name}="${list}"`])
      )
    ),
    ...PATHS.flatMap((name) =>
      valuesOf(name).flatMap((paths) =>
        paths.split('|').map((path) => [scopeOf(path.trim()), `${name}="${paths}"`])
      )
    ),
    ...valuesOf('data-logto')
      .filter((value) => value === 'switch-organization')
      .map((value) => ['organizations', `data-logto="${value}"`]),
    ...[...document.querySelectorAll('[data-logto-form] [name]')].map(({ name }) => [
      scopeOf(name.toLowerCase()),
      `data-logto-form … name="${name}"`,
    ]),
  ];

  return new Map(all.filter(([scope]) => scope).reverse());
};

const notAskedFor = ({ tag }, asked) => {
  const lacking = [...used()].filter(([scope]) => !asked.includes(scope));
  // As the tag would have them: all at once, since only one value can be put in.
  const value = [tag.dataset.logtoScopes ?? '', ...lacking.map(([scope]) => scope)].join(' ').trim();

  return lacking.map(([scope, where]) => ({
    status: 'wrong',
    key: 'scopes.add',
    values: { scope, where, value },
    paste: value,
  }));
};

/** Names that Logto has not, where there is no API whose permissions they could be. */
const unknown = (asked, resources) =>
  resources.length > 0
    ? []
    : asked
        .filter((scope) => !SCOPES.includes(scope))
        .map((scope) => {
          const meant = nearest(scope, SCOPES);

          return { status: 'warning', key: meant ? 'scopes.typo' : 'scopes.unknown', values: { scope, meant } };
        });

/** What tokens were granted for: `undefined` where there is none for Logto itself. */
const granted = (around) => {
  const tokens = parse(around.stored('accessToken')) ?? {};

  return tokens['@']?.scope === undefined
    ? undefined
    : Object.values(tokens).flatMap(({ scope = '' }) => scope.split(' ').map(shortName));
};

const notGranted = (around, asked) => {
  const all = granted(around);

  return asked
    .filter((scope) => all && !all.includes(scope) && SCOPES.includes(scope))
    // That is a matter of the refresh token, of which another check tells.
    .filter((scope) => scope !== 'offline_access')
    .map((scope) => ({ status: 'warning', key: 'scopes.again', values: { scope } }));
};

/** Permissions of APIs are granted with the tokens for these, which may not have been asked for yet. */
const withoutPermission = (around, asked, resources) => {
  const tokens = parse(around.stored('accessToken')) ?? {};

  return resources
    .filter((resource) => tokens[`@${resource}`])
    .flatMap((resource) =>
      asked
        .filter((scope) => !SCOPES.includes(scope))
        .filter((scope) => !tokens[`@${resource}`].scope?.split(' ').includes(scope))
        .map((scope) => ({ status: 'warning', key: 'scopes.permission', values: { scope, resource } }))
    );
};

export const checkScopes = async (around) => {
  if (!around.settings || !around.layer.client) {
    return [{ status: 'unknown', key: 'after.tag' }];
  }

  const config = await around.config();
  const asked = config.scopes.map(shortName);
  const resources = (config.resources ?? []).filter((each) => !each.startsWith('urn:logto:'));
  const found = [
    ...notAskedFor(around, asked),
    ...unknown(asked, resources),
    ...(around.layer.visitor.isSignedIn
      ? [...notGranted(around, asked), ...withoutPermission(around, asked, resources)]
      : []),
  ];

  return found.length > 0
    ? found
    : [{ status: 'ok', key: 'scopes.ok', values: { scopes: asked.join(' ') } }];
};
