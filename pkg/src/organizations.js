// The name of an organization as a resource: the audience of its tokens.

export const organizationUrnPrefix = 'urn:logto:organization:';

export const buildOrganizationUrn = (organizationId) => `${organizationUrnPrefix}${organizationId}`;

export const getOrganizationIdFromUrn = (urn) => {
  if (!urn.startsWith(organizationUrnPrefix)) {
    throw new TypeError('Invalid organization URN.');
  }

  return urn.slice(organizationUrnPrefix.length);
};
