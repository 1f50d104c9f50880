// The class for any environment: the compiled one, and what is convenient to have around it.
import { LogtoClient as Compiled, accessTokenClaims, normalizedConfig, verifyIdToken } from '#glue';
import { ClientAdapterInstance, setVerifierOf, verifierOf } from './adapter.js';
import { PersistKey, Prompt, UserScope } from './enums.js';
import { LogtoClientError } from './errors.js';
import { start } from './module.js';

export class BaseClient extends Compiled {
  #verifier = { verifyIdToken: (token) => verifyIdToken(this, token) };

  constructor(config, adapter, buildJwtVerifier) {
    start();

    const instance = new ClientAdapterInstance(adapter);

    super(config, instance);
    this.adapter = instance;
    this.logtoConfig = {
      ...config,
      prompt: config.prompt ?? Prompt.Consent,
      includeReservedScopes: config.includeReservedScopes ?? true,
      ...normalizedConfig(this),
    };

    if (buildJwtVerifier) {
      this.setJwtVerifier(buildJwtVerifier);
    }
  }

  get jwtVerifier() {
    return this.jwtVerifierInstance;
  }

  // An accessor, since subclasses of @logto/browser's class assign it.
  get jwtVerifierInstance() {
    return verifierOf(this.adapter) ?? this.#verifier;
  }

  set jwtVerifierInstance(verifier) {
    setVerifierOf(this.adapter, verifier === this.#verifier ? undefined : verifier);
  }

  setJwtVerifier(buildJwtVerifier) {
    const verifier =
      typeof buildJwtVerifier === 'function' ? buildJwtVerifier(this) : buildJwtVerifier;

    if (typeof verifier?.verifyIdToken !== 'function') {
      throw new LogtoClientError(
        'options.invalid',
        { field: 'buildJwtVerifier' },
        '`buildJwtVerifier` must be, or give, an object with a method `verifyIdToken`'
      );
    }

    this.jwtVerifierInstance = verifier;
  }

  async getAccessTokenClaims(resource) {
    return accessTokenClaims(await this.getAccessToken(resource));
  }

  async getOrganizationToken(organizationId) {
    if (!this.logtoConfig.scopes.includes(UserScope.Organizations)) {
      throw new LogtoClientError('missing_scope_organizations');
    }

    if (!organizationId) {
      throw new LogtoClientError(
        'options.invalid',
        { field: 'organizationId' },
        '`organizationId` must be the ID of an organization'
      );
    }

    return this.getAccessToken(undefined, organizationId);
  }

  async getOrganizationTokenClaims(organizationId) {
    return accessTokenClaims(await this.getOrganizationToken(organizationId));
  }

  /** For subclasses: the sign-in that is under way, as it is stored. */
  async getSignInSession() {
    const text = await this.adapter.storage.getItem(PersistKey.SignInSession);

    if (!text) {
      return null;
    }

    try {
      const session = JSON.parse(text);

      if (['redirectUri', 'codeVerifier', 'state'].every((name) => typeof session[name] === 'string')) {
        return session;
      }
    } catch {
      // Not JSON, or `null`.
    }

    throw new LogtoClientError('sign_in_session.invalid');
  }

  /** For subclasses. */
  async setSignInSession(session) {
    await this.adapter.setStorageItem(
      PersistKey.SignInSession,
      session && JSON.stringify(session)
    );
  }
}
