// The constants of @logto/browser.

export const CacheKey = {
  OpenidConfig: 'openidConfiguration',
  Jwks: 'jwks',
};

export const PersistKey = {
  IdToken: 'idToken',
  RefreshToken: 'refreshToken',
  AccessToken: 'accessToken',
  SignInSession: 'signInSession',
};

export const Prompt = {
  None: 'none',
  Consent: 'consent',
  Login: 'login',
};

export const ReservedScope = {
  OpenId: 'openid',
  OfflineAccess: 'offline_access',
};

export const ReservedResource = {
  Organization: 'urn:logto:resource:organizations',
};

export const UserScope = {
  Profile: 'profile',
  Email: 'email',
  Phone: 'phone',
  Address: 'address',
  CustomData: 'custom_data',
  Identities: 'identities',
  Roles: 'roles',
  Organizations: 'urn:logto:scope:organizations',
  OrganizationRoles: 'urn:logto:scope:organization_roles',
  Sessions: 'urn:logto:scope:sessions',
};
