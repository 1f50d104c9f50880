/**
 * Organizations and API resources: what access tokens can be for.
 */
import { createId } from './users.js';

/** Asked for at authorization, it makes the scopes of organizations grantable. */
export const ORGANIZATIONS_RESOURCE = 'urn:logto:resource:organizations';

export const organizationAudience = (id) => `urn:logto:organization:${id}`;

export class Organizations {
  #organizations = new Map();

  constructor(organizations) {
    for (const { id = createId(), name, description = null, members = {}, scopes = [] } of organizations) {
      this.#organizations.set(id, { id, name, description, members, scopes });
    }
  }

  /** Every scope that any organization knows. */
  get scopes() {
    return [...new Set([...this.#organizations.values()].flatMap(({ scopes }) => scopes))];
  }

  /** The organizations a user is a member of, with the roles held there. */
  of(user) {
    return [...this.#organizations.values()]
      .filter(({ members }) => user.username !== null && Object.hasOwn(members, user.username))
      .map((organization) => ({ ...organization, roles: organization.members[user.username] }));
  }

  membership(user, id) {
    return this.of(user).find((organization) => organization.id === id);
  }

  /** Scopes come with a role, as in Logto: a member without one has none. */
  scopesOf(user, id) {
    const membership = this.membership(user, id);
    return membership?.roles.length ? membership.scopes : [];
  }
}

/**
 * @param {object} options
 * @param {Array<{ indicator: string, scopes?: string[] }>} options.resources
 * @param {Organizations} options.organizations
 * @param {string} options.signingAlgorithm
 * @param {number} options.accessTokenSeconds
 */
export function createResourceServers({ resources, organizations, signingAlgorithm, accessTokenSeconds }) {
  const known = new Map(resources.map(({ indicator, scopes = [] }) => [indicator, scopes]));

  const describe = (audience, scopes) => ({
    audience,
    scope: scopes.join(' '),
    accessTokenFormat: 'jwt',
    accessTokenTTL: accessTokenSeconds,
    jwt: { sign: { alg: signingAlgorithm } },
  });

  return {
    /** `undefined` for an indicator that is not registered. */
    find(indicator) {
      if (indicator === ORGANIZATIONS_RESOURCE) return describe(indicator, organizations.scopes);
      return known.has(indicator) ? describe(indicator, known.get(indicator)) : undefined;
    },
    ofOrganization: (id, scopes) => describe(organizationAudience(id), scopes),
  };
}
