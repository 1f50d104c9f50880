// The class for browsers.
import { standIn } from './adapter.js';
import { BaseClient } from './client.js';
import { generateCodeChallenge, generateCodeVerifier, generateState } from './generators.js';
import { createRequester } from './requester.js';
import { BrowserStorage, CacheStorage } from './storage.js';

const requester = standIn(createRequester((...request) => fetch(...request)));
const navigate = standIn((url) => window.location.assign(url));

[generateCodeChallenge, generateCodeVerifier, generateState].forEach(standIn);

export class LogtoClient extends BaseClient {
  constructor(config, options) {
    const { unstable_enableCache } = Object(options);
    const storage = standIn(new BrowserStorage(config?.appId));
    const cache = standIn(new CacheStorage(config?.appId));

    super(config, {
      requester,
      navigate,
      storage,
      // The module keeps its copies in `sessionStorage` anyway; this shows them to the site.
      unstable_cache: options === true || unstable_enableCache ? cache : undefined,
      generateCodeChallenge,
      generateCodeVerifier,
      generateState,
    });
  }
}
