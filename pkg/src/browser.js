// The class for browsers.
import { standIn } from './adapter.js';
import { BaseClient } from './client.js';
import { generateCodeChallenge, generateCodeVerifier, generateState } from './generators.js';
import { createRequester } from './requester.js';
import { browserStorage, cacheStorage } from './storage.js';

const requester = standIn(createRequester((...request) => fetch(...request)));
const navigate = standIn((url) => window.location.assign(url));

for (const generate of [generateCodeChallenge, generateCodeVerifier, generateState]) {
  standIn(generate);
}

export class LogtoClient extends BaseClient {
  constructor(config, options) {
    const showsCache = Object(options) === options ? options.unstable_enableCache : options;

    super(config, {
      requester,
      navigate,
      storage: browserStorage(config ?? undefined),
      // The module keeps its copies in `sessionStorage` anyway; this shows them to the site.
      unstable_cache: showsCache ? cacheStorage(config?.appId) : undefined,
      generateCodeChallenge,
      generateCodeVerifier,
      generateState,
    });
  }
}
