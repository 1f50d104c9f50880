// Which scope brings which claims, as Logto has it.

const OF_SCOPE = {
  openid: ['sub'],
  profile: [
    'name',
    'family_name',
    'given_name',
    'middle_name',
    'nickname',
    'preferred_username',
    'profile',
    'picture',
    'website',
    'gender',
    'birthdate',
    'zoneinfo',
    'locale',
    'updated_at',
    'username',
    'created_at',
  ],
  email: ['email', 'email_verified'],
  phone: ['phone_number', 'phone_number_verified'],
  address: ['address'],
  custom_data: ['custom_data'],
  identities: ['identities', 'sso_identities'],
  roles: ['roles'],
  organizations: ['organizations', 'organization_data', 'organization'],
  organization_roles: ['organization_roles'],
};

export const CLAIMS = Object.values(OF_SCOPE).flat();

/** The scopes as the tag has them. */
export const SCOPES = [...Object.keys(OF_SCOPE), 'offline_access', 'sessions'];

/** What the tag calls a scope. */
export const shortName = (scope) => scope.replace(/^urn:logto:scope:/, '');

/** The scope that brings the first part of a path such as `custom_data.plan`. */
export const scopeOf = (path) => {
  const [claim] = path.split('.');

  return Object.keys(OF_SCOPE).find((scope) => OF_SCOPE[scope].includes(claim));
};
