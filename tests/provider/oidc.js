/**
 * oidc-provider, configured to be what Logto makes of it.
 */
import { randomBytes } from 'node:crypto';
import Provider, { errors } from 'oidc-provider';
import { accountOf, CLAIMS_OF_SCOPE } from './claims.js';
import { registerRefreshGrant } from './grants.js';
import { EXTRA_PARAMETERS, interactionUrl } from './interaction-url.js';
import { signedOutPage, signOutPage } from './pages/sign-out.js';
import { createStore } from './store.js';

const FOURTEEN_DAYS = 14 * 24 * 60 * 60;
const ONE_HOUR = 60 * 60;

const SCOPES = [
  ...Object.keys(CLAIMS_OF_SCOPE).toSpliced(1, 0, 'offline_access'),
  'urn:logto:scope:sessions',
  'urn:logto:scope:trusted_devices',
];

/** A browser app: public, PKCE, no secret. */
function toClient({ appId, name, redirectUris, postLogoutRedirectUris = [] }, algorithm) {
  return {
    client_id: appId,
    client_name: name ?? appId,
    application_type: 'web',
    redirect_uris: redirectUris,
    post_logout_redirect_uris: postLogoutRedirectUris,
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    token_endpoint_auth_method: 'none',
    id_token_signed_response_alg: algorithm,
  };
}

/** Origins whose pages may read answers: those the app lists, and those it is redirected to. */
function originsOf({ redirectUris, corsOrigins = [] }) {
  return new Set([...corsOrigins, ...redirectUris.map((uri) => new URL(uri).origin)]);
}

/** A token of another app is treated as one that does not exist. */
const isOwnToken = (_ctx, client, token) => token.clientId === client.clientId;

/** @returns {Provider} */
export function createOidcProvider({
  issuer, apps, users, organizations, resourceServers, spent, signingKey, routes, accessTokenSeconds, idTokenSeconds,
}) {
  const appById = new Map(apps.map((app) => [app.appId, app]));
  const origins = new Map(apps.map((app) => [app.appId, originsOf(app)]));
  const { port } = new URL(issuer);

  const provider = new Provider(issuer, {
    adapter: createStore(),
    clients: apps.map((app) => toClient(app, signingKey.algorithm)),
    jwks: { keys: [signingKey.privateJwk] },
    routes,
    scopes: SCOPES,
    claims: CLAIMS_OF_SCOPE,
    conformIdTokenClaims: false,
    clockTolerance: 0,
    clientDefaults: { id_token_signed_response_alg: signingKey.algorithm },
    enabledJWA: { idTokenSigningAlgValues: [signingKey.algorithm] },
    extraParams: EXTRA_PARAMETERS,
    cookies: {
      keys: [randomBytes(32).toString('base64url')],
      // Cookies do not know ports: two providers on localhost would overwrite each other's.
      names: {
        session: `_session_${port}`,
        interaction: `_interaction_${port}`,
        resume: `_interaction_resume_${port}`,
      },
      // The interaction goes through pages of several paths: sign-in, register, consent, …
      short: { httpOnly: true, sameSite: 'lax', path: '/' },
    },
    interactions: { url: interactionUrl },
    features: {
      devInteractions: { enabled: false },
      dPoP: { enabled: false },
      backchannelLogout: { enabled: true },
      clientCredentials: { enabled: true },
      deviceFlow: { enabled: true },
      introspection: { enabled: true, allowedPolicy: isOwnToken },
      revocation: { enabled: true, allowedPolicy: isOwnToken },
      resourceIndicators: {
        enabled: true,
        getResourceServerInfo(_ctx, indicator) {
          const known = resourceServers.find(indicator);
          if (!known) throw new errors.InvalidTarget();
          return known;
        },
      },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource(ctx, form) {
          ctx.body = signOutPage(form);
        },
        postLogoutSuccessSource(ctx) {
          ctx.body = signedOutPage();
        },
      },
    },
    ttl: {
      AccessToken: accessTokenSeconds,
      ClientCredentials: accessTokenSeconds,
      IdToken: idTokenSeconds,
      RefreshToken: FOURTEEN_DAYS,
      // A session of 14 days may bring a refresh token of 14 days on its last day.
      Grant: 2 * FOURTEEN_DAYS,
      Session: FOURTEEN_DAYS,
      Interaction: ONE_HOUR,
      DeviceCode: 10 * 60,
    },
    clientBasedCORS: (_ctx, origin, client) => origins.get(client.clientId)?.has(origin) ?? false,
    async findAccount(_ctx, id) {
      const user = users.find(id);
      return user && accountOf(user, organizations);
    },
    issueRefreshToken: (_ctx, client, source) =>
      source.scopes.has('offline_access') || Boolean(appById.get(client.clientId)?.alwaysIssueRefreshToken),
    // With resource and organization the organization is told in a claim.
    extraTokenClaims(ctx, token) {
      const organizationId = ctx.oidc.params?.organization_id;
      const forResource = token.kind === 'AccessToken' && ctx.oidc.params?.resource;
      return organizationId && forResource ? { organization_id: organizationId } : undefined;
    },
    // Logto answers errors that it cannot redirect as JSON, to browsers too.
    renderError(ctx, out) {
      ctx.body = out;
    },
  });

  registerRefreshGrant(provider, { users, organizations, resourceServers, spent });
  // Logto names it in its discovery document, but no browser app may use it.
  provider.registerGrantType('urn:ietf:params:oauth:grant-type:token-exchange', () => {
    throw new errors.UnsupportedGrantType();
  });

  return provider;
}
