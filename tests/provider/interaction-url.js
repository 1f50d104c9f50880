/**
 * Which page an authorization request leads to.
 */

/** Parameters of the authorization request that are Logto's own. */
export const EXTRA_PARAMETERS = [
  'direct_sign_in', 'first_screen', 'identifier', 'interaction_mode', 'one_time_token', 'organization_id',
];

const SCREENS = new Map([
  ['sign_in', 'sign-in'],
  ['register', 'register'],
  ['reset_password', 'reset-password'],
  ['single_sign_on', 'single-sign-on'],
  ['identifier:sign_in', 'identifier-sign-in'],
  ['identifier:register', 'identifier-register'],
]);

/** Handed on to the page, in this order. */
const PASSED_ON = ['organization_id', 'one_time_token', 'login_hint', 'identifier', 'ui_locales'];

/** An unknown first screen is no error: it leads to the usual page. */
function firstScreen({ first_screen: screen, interaction_mode: mode }) {
  if (SCREENS.has(screen)) return SCREENS.get(screen);
  // Deprecated, but old code sends it.
  return mode === 'signUp' ? 'register' : 'sign-in';
}

/** The `interactions.url` of oidc-provider. */
export function interactionUrl(_ctx, { prompt, params }) {
  const query = new URLSearchParams({ app_id: params.client_id });
  if (prompt.name === 'consent') return `/consent?${query}`;

  for (const name of PASSED_ON) {
    if (params[name]) query.set(name, params[name]);
  }
  const screen = firstScreen(params);
  const [method, target] = params.direct_sign_in?.split(':') ?? [];
  if (!method || !target) return `/${screen}?${query}`;
  query.set('fallback', screen);
  return `/direct/${encodeURIComponent(method)}/${encodeURIComponent(target)}?${query}`;
}
