import { clientOn, keptClientOn } from '../support/client.js';
import { keyOf } from './forge.js';
import { fillStorages, readStorages } from './storage.js';

/** The SDK in a page of the bench. See `Environment` in `target.js`. */
export class BrowserEnvironment {
  #faults = new Map();
  #undo = [];

  constructor({ page, world, metadata }) {
    const { provider, bench } = world;

    Object.assign(this, { page, provider, bench, metadata });
    this.endpoint = provider.endpoint;
    this.issuer = provider.issuer;
    this.key = keyOf(provider);
  }

  fault(path, fault) {
    if (!this.#faults.has(path)) {
      this.#undo.push(this.provider.fault(path, () => this.#faults.get(path)));
    }
    this.#faults.set(path, fault);
  }

  /** Takes back every fault. */
  close() {
    for (const undo of this.#undo) undo();
  }

  requests() {
    return this.provider.requests;
  }

  clearRequests() {
    this.provider.clearRequests();
  }

  fillStorages(values) {
    return fillStorages(this.page, values);
  }

  readStorages() {
    return readStorages(this.page);
  }

  async goTo(address) {
    if (this.page.url().startsWith(`${this.bench.address}/`)) {
      // Every page of the bench is the same: to load it for each case would take longer than the case.
      await this.page.evaluate((to) => history.replaceState(null, '', to), address);
    } else {
      await this.page.goto(address);
    }
  }

  address() {
    return this.page.url();
  }

  keptClient(config) {
    return keptClientOn(this.page, config);
  }

  newClient(config) {
    return clientOn(this.page, config);
  }
}
