// The class for browsers.
import { standIn } from './adapter.js';
import { BaseClient } from './client.js';
import { generateCodeChallenge, generateCodeVerifier, generateState } from './generators.js';
import { createRequester } from './requester.js';
import { BrowserStorage, CacheStorage } from './storage.js';

const requester = standIn(createRequester((...request) => fetch(...request)));
const navigate = standIn((url) => window.location.assign(url));

for (const generate of [generateCodeChallenge, generateCodeVerifier, generateState]) {
  standIn(generate);
}

/** The methods of a storage as they are now, before anybody replaces one. */
const methodsOf = ({ prototype: { getItem, setItem, removeItem } }) => ({
  getItem,
  setItem,
  removeItem,
});
const ofStorage = methodsOf(BrowserStorage);
const ofCache = methodsOf(CacheStorage);

export class LogtoClient extends BaseClient {
  constructor(config, options) {
    const showsCache = Object(options) === options ? options.unstable_enableCache : options;

    super(config, {
      requester,
      navigate,
      storage: standIn(new BrowserStorage(config?.appId), ofStorage),
      // The module keeps its copies in `sessionStorage` anyway; this shows them to the site.
      unstable_cache: showsCache ? standIn(new CacheStorage(config?.appId), ofCache) : undefined,
      generateCodeChallenge,
      generateCodeVerifier,
      generateState,
    });
  }
}
