// What the checks look at together. What one of them has asked the provider, another one need not ask again.
import { lookUp } from './discovery.js';
import { isWebAddress, within } from './network.js';
import { askTokenEndpoint } from './probe.js';

/** How long, in milliseconds, the SDK has to start. */
const START = 5000;

export class Around {
  constructor(layer) {
    this.layer = layer;
  }

  get tag() {
    return this.layer.tag;
  }

  /** `undefined` where the tag is wrong. */
  get settings() {
    const { settings } = this.layer;

    return isWebAddress(settings?.config.endpoint) ? settings : undefined;
  }

  /** A stored value of the SDK's: `undefined` where there is none, or storage is blocked. */
  stored(name) {
    try {
      return localStorage.getItem(this.layer.client.adapter.storage.getKey(name)) ?? undefined;
    } catch {
      return undefined;
    }
  }

  /** The configuration, with all scopes and resources that a sign-in asks for. */
  async config() {
    const { client } = this.layer;

    if (!client) {
      return this.settings.config;
    }

    // Which starts the module, and that completes the configuration.
    await within(START, client.isSignInRedirected(`${location.origin}/`).catch(() => {}));

    return client.logtoConfig;
  }

  /** See {@link lookUp}. */
  discovery() {
    this.lookingUp ??= lookUp(this.settings.config.endpoint);

    return this.lookingUp;
  }

  /** The provider's metadata; `undefined` as long as the endpoint is wrong. */
  async metadata() {
    return this.settings && (await this.discovery()).metadata;
  }

  /** See {@link askTokenEndpoint}; `undefined` as long as the endpoint is wrong. */
  application() {
    this.asking ??= this.metadata().then(
      (metadata) => metadata && askTokenEndpoint(metadata, this.settings)
    );

    return this.asking;
  }
}
