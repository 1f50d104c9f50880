/** A client's counterpart in the core: opened by the first call that needs it. */
import { OWN_VERIFIER, ownPart } from './adapter.js';
import { loadCore } from './core-loader.js';
import { takeEarlyResponse } from './early-discovery.js';
import { LogtoClientError, LogtoError, LogtoRequestError, OidcError } from './errors.js';

const errors = { LogtoClientError, LogtoError, LogtoRequestError, OidcError };

/**
 * What the core asks of the site. It holds the adapter weakly: the core holds it, and a client that the page has
 * dropped must not stay in memory.
 */
const siteOf = (adapter) => {
  const reference = new WeakRef(adapter);

  return {
    errors,
    earlyResponse: takeEarlyResponse,
    adapter: () => reference.deref(),
    part: (name) => ownPart(reference.deref() ?? {}, name),
  };
};

export class CoreConnection {
  constructor(adapter, configuration) {
    this.adapter = adapter;
    this.configuration = configuration;
  }

  /** Calls `method` with the client in the core. Loads the core first where that is necessary. */
  async call(method, ownVerifier) {
    const core = await loadCore();

    this.opened ??= core.openClient(this.configuration.given, siteOf(this.adapter));
    this.adapter[OWN_VERIFIER] = ownVerifier;

    return this.opened.run(method);
  }
}
