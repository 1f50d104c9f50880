// The client for browsers.
import { browserParts } from './adapter.js';
import { BaseClient } from './client.js';

export class LogtoClient extends BaseClient {
  static name = 'LogtoClient';

  constructor(config, options) {
    super(config, browserParts(config, Object(options) === options ? options.unstable_enableCache : options));
  }
}
