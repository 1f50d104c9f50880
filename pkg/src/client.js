// The class for any environment: the compiled one, and what is convenient to have around it.
import { ClientAdapterInstance, VERIFIER } from './adapter.js';
import { CompiledClient, METHODS, call } from './compiled.js';
import { coreLater, coreNow, setCompatUrl } from './core.js';
import { PersistKey, Prompt, UserScope } from './enums.js';
import { LogtoClientError } from './errors.js';
import { isCallbackPage, isPlainConfig } from './plain.js';
import { isNobody, recentAnswer } from './recent.js';
import { SessionState, lookAgain } from './state.js';
import { browserStorage } from './storage.js';

// The compiled client is kept by the adapter, out of sight: copies of a client (`{ ...client }`, a store's) then
// share it. By symbols and not in private fields, which a Proxy has none of.
const COMPILED = Symbol('compiled');
const COMPILE = Symbol('compile');

/** Marks the verifier that a client is made with. */
const OWN = Symbol('own');

const hide = (object, name, value) =>
  Object.defineProperty(object, name, { value, writable: true, configurable: true });

/** The compiled part, unless there is none yet, or it belongs to a copy of the module that has failed. */
const compiledOf = ({ [COMPILED]: own }) => (own?.core.isAlive ? own : undefined);

/** The same, started now where that can be done without waiting. */
const compiledNow = (adapter) => {
  const core = compiledOf(adapter) ? undefined : coreNow();

  if (core) {
    adapter[COMPILE]?.(core);
  }

  return compiledOf(adapter);
};

/** Waits until a client has its compiled part: the first time, where the module takes a while to start. */
const ready = async ({ adapter }) => {
  const core = await coreLater();

  if (!compiledOf(adapter)) {
    if (!adapter[COMPILE]) {
      throw new TypeError('A deep copy of a client is none.');
    }

    adapter[COMPILE](core);
  }

  return core;
};

/** The verifier of a client, when that is the site's own. */
const ownVerifier = ({ jwtVerifier }) => (jwtVerifier?.[OWN] ? undefined : jwtVerifier);

/** Calls a method of the compiled client. */
const callLater = (client, name, values) => {
  const { adapter } = client;
  let result;

  try {
    const recent = recentAnswer(adapter, compiledNow, name, values);

    if (recent) {
      return recent;
    }

    const compiled = compiledNow(adapter);

    if (!compiled) {
      return ready(client).then(() => callLater(client, name, values));
    }

    // Asked for at each call: it may be a getter, or a field of a subclass.
    adapter[VERIFIER] = ownVerifier(client);
    result = compiled.call(name, ...values);
  } catch (error) {
    // It has failed inside: every error that it knows of is in the promise.
    result = Promise.reject(error);
  }

  // Whatever it comes to, it may have changed the session.
  result.then(lookAgain, lookAgain);
  return result;
};

/** The same where nothing of the session is changed by it. */
const callAfter = async (client, name, ...values) => {
  await ready(client);
  return compiledOf(client.adapter).call(name, ...values);
};

/** Completes the configuration when somebody looks at it, or when the page has nothing else to do. */
const completeLater = ({ adapter, logtoConfig }, config) => {
  const names = ['scopes'];

  if (config.resources || config.scopes?.includes(UserScope.Organizations)) {
    names.push('resources');
  }

  for (const name of names) {
    const set = (value) =>
      Object.defineProperty(logtoConfig, name, { value, writable: true });

    Object.defineProperty(logtoConfig, name, {
      get() {
        set(config[name]);
        // Which sets what it completes.
        compiledNow(adapter);
        return logtoConfig[name];
      },
      set,
      enumerable: true,
      configurable: true,
    });
  }

  if (typeof window !== 'undefined') {
    (window.requestIdleCallback ?? setTimeout)(() => {
      try {
        compiledNow(adapter);
      } catch {
        // Whoever calls a method is told.
      }
    });
  }
};

export class BaseClient {
  constructor(config, adapter, buildJwtVerifier) {
    this.adapter = new ClientAdapterInstance(adapter);
    this.adapter.storage ??= browserStorage(config ?? undefined);
    this.logtoConfig = {
      ...config,
      prompt: config?.prompt ?? Prompt.Consent,
      includeReservedScopes: config?.includeReservedScopes ?? true,
    };
    this.jwtVerifierInstance = {
      [OWN]: true,
      verifyIdToken: async (token) => callAfter(this, 'verifyIdToken', token),
    };

    const compile = (core) => {
      const compiled = new CompiledClient(core, config, this.adapter);

      if (!this.adapter[COMPILED]) {
        Object.assign(this.logtoConfig, compiled.call('normalizedConfig'));
      }

      this.adapter[COMPILED] = compiled;
    };
    // What is plainly good needs no module to say so: it is started when it is needed, or when the page has nothing
    // else to do. Until then a visitor who has not signed in is not kept waiting for it.
    const isPlain = isPlainConfig(config);
    const core = isPlain && !isCallbackPage() ? undefined : coreNow();

    hide(this.adapter, VERIFIER);
    hide(this.adapter, COMPILED);
    hide(this.adapter, COMPILE, compile);
    setCompatUrl(config?.compatUrl);
    // Otherwise at the first call: a server that must not compile can render a page with a client on it
    // all the same.
    if (core) {
      compile(core);
    } else if (isPlain) {
      completeLater(this, config);
    }

    const session = new SessionState(
      () => compiledNow(this.adapter),
      () => ready(this),
      () => isNobody(this.adapter)
    );

    // Without the client at hand: that is how they are passed on.
    hide(this, 'subscribe', (listener) => session.subscribe(listener));
    hide(this, 'getSnapshot', () => session.read());

    if (buildJwtVerifier) {
      this.setJwtVerifier(buildJwtVerifier);
    }
  }

  get jwtVerifier() {
    return this.jwtVerifierInstance;
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

  async preload() {
    try {
      await callAfter(this, 'preload');
    } catch {
      // Whoever needs what it was to fetch tries again, and is told.
    }
  }

  async getAppState() {
    return callAfter(this, 'appState');
  }

  async getAccessTokenClaims(resource) {
    const token = await this.getAccessToken(resource);

    return call(await coreLater(), 'accessTokenClaims', token);
  }

  async getOrganizationToken(organizationId) {
    // Which completes the scopes.
    await ready(this);

    if (!this.logtoConfig.scopes?.includes(UserScope.Organizations)) {
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
    const token = await this.getOrganizationToken(organizationId);

    return call(await coreLater(), 'accessTokenClaims', token);
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

for (const name of METHODS) {
  const { [name]: method } = {
    [name](...values) {
      return callLater(this, name, values);
    },
  };

  hide(BaseClient.prototype, name, method);
}
