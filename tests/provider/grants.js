/**
 * The refresh grant. Logto replaces oidc-provider's: a token may be spent again for a few seconds
 * (two tabs that refresh at once), and an access token may be for an organization.
 */
import { errors } from 'oidc-provider';
import { accountOf } from './claims.js';

const { AccessDenied, InsufficientScope, InvalidGrant, InvalidRequest, InvalidScope, InvalidTarget } = errors;

const ORGANIZATIONS_SCOPE = 'urn:logto:scope:organizations';

/**
 * When each refresh token was first spent. Looked up and written in one synchronous step, so that
 * of two requests that arrive together only one can be the first.
 */
export class SpentRefreshTokens {
  #spentAt = new Map();

  constructor(reuseSeconds) {
    this.reuseMilliseconds = reuseSeconds * 1000;
  }

  /** Whether the token may be spent: it never was, or only just. */
  spend(id) {
    const spentAt = this.#spentAt.get(id);
    if (spentAt === undefined) {
      this.#spentAt.set(id, Date.now());
      return true;
    }
    return Date.now() - spentAt < this.reuseMilliseconds;
  }

  /** For tests: as if every token had been spent long ago. */
  endWindow() {
    for (const id of this.#spentAt.keys()) this.#spentAt.set(id, -Infinity);
  }
}

/** Every token of the grant, and the grant: this is how a reused token signs every tab out. */
async function revoke(provider, grant) {
  const models = [provider.AccessToken, provider.RefreshToken, provider.AuthorizationCode];
  await Promise.all(models.map((model) => model.revokeByGrantId(grant.jti)));
  await grant.destroy();
}

async function successorOf(provider, client, token) {
  const kept = [
    'accountId', 'acr', 'amr', 'authTime', 'claims', 'expiresWithSession', 'grantId', 'gty', 'iiat', 'nonce',
    'resource', 'scope', 'sessionUid', 'sid',
  ];
  const successor = new provider.RefreshToken({
    ...Object.fromEntries(kept.map((name) => [name, token[name]])),
    client,
    // Rotation never extends the life of the first token.
    expiresIn: token.remainingTTL,
  });
  return successor.save();
}

/**
 * @param {object} dependencies
 * @param {import('./users.js').Users} dependencies.users
 * @param {import('./organizations.js').Organizations} dependencies.organizations
 * @param {SpentRefreshTokens} dependencies.spent
 */
export function registerRefreshGrant(provider, { users, organizations, resourceServers, spent }) {
  async function present(params, client) {
    if (!params.refresh_token) throw new InvalidRequest("missing required parameter 'refresh_token'");
    const token = await provider.RefreshToken.find(params.refresh_token, { ignoreExpiration: true });
    if (!token || token.isExpired) throw new InvalidGrant('refresh token not found or expired');
    if (token.clientId !== client.clientId) throw new InvalidGrant('client mismatch');
    const grant = await provider.Grant.find(token.grantId);
    if (!grant) throw new InvalidGrant('grant not found');
    return { token, grant };
  }

  function scopesFor(ctx, token) {
    if (!ctx.oidc.params.scope) return token.scopes;
    const requested = ctx.oidc.requestParamScopes;
    const missing = [...requested].filter((scope) => !token.scopes.has(scope));
    if (missing.length) {
      throw new InvalidScope(`refresh token missing requested ${missing.length > 1 ? 'scopes' : 'scope'}`, missing.join(' '));
    }
    return requested;
  }

  function checkOrganization(organizationId, token, user) {
    if (!organizationId) return;
    if (!token.scopes.has(ORGANIZATIONS_SCOPE)) {
      throw new InsufficientScope('refresh token missing required scope', ORGANIZATIONS_SCOPE);
    }
    if (!organizations.membership(user, organizationId)) {
      // oidc-provider would answer 400.
      throw Object.assign(new AccessDenied('user is not a member of the organization'), { status: 403, statusCode: 403 });
    }
  }

  /** Gives the access token what it is for: a resource, an organization, or userinfo. */
  function direct(accessToken, { params, token, grant, user, scopes }) {
    const { resource, organization_id: organizationId } = params;
    if (resource) {
      const known = !Array.isArray(resource) && token.resourceIndicators.has(resource) && resourceServers.find(resource);
      if (!known) throw new InvalidTarget();
      accessToken.resourceServer = new provider.ResourceServer(resource, known);
      const available = accessToken.resourceServer.scopes;
      accessToken.scope = grant.getResourceScopeFiltered(resource, [...scopes].filter((scope) => available.has(scope)));
    } else if (organizationId) {
      const held = organizations.scopesOf(user, organizationId).filter((scope) => scopes.has(scope));
      const server = resourceServers.ofOrganization(organizationId, held);
      accessToken.resourceServer = new provider.ResourceServer(server.audience, server);
      accessToken.scope = held.join(' ');
    } else {
      accessToken.scope = grant.getOIDCScopeFiltered(scopes);
    }
  }

  async function idTokenFor(ctx, token, grant, scopes) {
    if (!scopes.has('openid')) return undefined;
    const scope = grant.getOIDCScopeFiltered(scopes);
    const idToken = new provider.IdToken(await ctx.oidc.account.claims('id_token', scope), { ctx });
    idToken.scope = scope;
    idToken.set('nonce', token.nonce);
    idToken.set('sid', token.sid);
    return idToken.issue({ use: 'idtoken' });
  }

  async function refresh(ctx) {
    const { client, params } = ctx.oidc;
    const { token, grant } = await present(params, client);
    const scopes = scopesFor(ctx, token);
    const user = users.find(token.accountId);
    if (!user) throw new InvalidGrant('account not found');
    checkOrganization(params.organization_id, token, user);

    if (!spent.spend(token.jti)) {
      await revoke(provider, grant);
      throw new InvalidGrant('refresh token already used');
    }

    ctx.oidc.entity('RefreshToken', token);
    ctx.oidc.entity('Grant', grant);
    ctx.oidc.entity('Account', accountOf(user, organizations));

    // Before the resource is looked at: oidc-provider rotates first, so that a request for an
    // unknown resource costs the client its refresh token.
    const refreshToken = await successorOf(provider, client, token);

    const accessToken = new provider.AccessToken({
      accountId: token.accountId,
      client,
      expiresWithSession: token.expiresWithSession,
      grantId: token.grantId,
      gty: 'refresh_token',
      sessionUid: token.sessionUid,
      sid: token.sid,
    });
    direct(accessToken, { params, token, grant, user, scopes });
    ctx.oidc.entity('AccessToken', accessToken);

    ctx.body = {
      access_token: await accessToken.save(),
      expires_in: accessToken.expiration,
      id_token: await idTokenFor(ctx, token, grant, scopes),
      refresh_token: refreshToken,
      scope: accessToken.scope,
      token_type: accessToken.tokenType,
    };
  }

  provider.registerGrantType('refresh_token', refresh, ['refresh_token', 'scope', 'resource', 'organization_id'], ['resource']);
}
