/**
 * Which scope brings which claims, and what they say of a user.
 */

/** The order is that of Logto's discovery document and of its tokens. */
export const CLAIMS_OF_SCOPE = {
  openid: ['sub'],
  profile: [
    'name', 'family_name', 'given_name', 'middle_name', 'nickname', 'preferred_username', 'profile', 'picture',
    'website', 'gender', 'birthdate', 'zoneinfo', 'locale', 'updated_at', 'username', 'created_at',
  ],
  email: ['email', 'email_verified'],
  phone: ['phone_number', 'phone_number_verified'],
  address: ['address'],
  custom_data: ['custom_data'],
  identities: ['identities', 'sso_identities'],
  roles: ['roles'],
  'urn:logto:scope:organizations': ['organizations', 'organization_data'],
  'urn:logto:scope:organization_roles': ['organization_roles'],
};

/** Too large for a token that travels with every request: only userinfo answers them. */
const ONLY_IN_USERINFO = new Set(['custom_data', 'identities', 'sso_identities', 'organization_data']);

/**
 * All claims of a user; oidc-provider picks those of the granted scopes.
 * Times are in milliseconds and absent values `null`, which is not what OpenID Connect asks for
 * but what Logto answers.
 *
 * @param {'id_token' | 'userinfo'} use
 */
function claimsOf(user, organizations, use) {
  const memberships = organizations.of(user);
  const claims = {
    sub: user.id,
    name: user.name,
    preferred_username: user.username,
    picture: user.picture,
    updated_at: user.updatedAt,
    username: user.username,
    created_at: user.createdAt,
    email: user.email,
    email_verified: Boolean(user.email),
    phone_number: null,
    phone_number_verified: false,
    custom_data: user.customData,
    identities: user.identities,
    sso_identities: [],
    roles: user.roles,
    organizations: memberships.map(({ id }) => id),
    organization_data: memberships.map(({ id, name, description }) => ({ id, name, description })),
    organization_roles: memberships.flatMap(({ id, roles }) => roles.map((role) => `${id}:${role}`)),
  };
  if (use === 'userinfo') return claims;
  return Object.fromEntries(Object.entries(claims).filter(([name]) => !ONLY_IN_USERINFO.has(name)));
}

/** The user, as oidc-provider wants to see an account. */
export function accountOf(user, organizations) {
  return { accountId: user.id, claims: (use) => claimsOf(user, organizations, use) };
}
