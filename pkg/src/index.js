/** The entry of the package: everything that `import … from 'logto-wasm'` gives. */
import { BaseClient } from './client.js';
import { LogtoClient } from './browser.js';
import { LogtoClientError, LogtoError, LogtoRequestError, OidcError } from './errors.js';
import { BrowserStorage } from './storage.js';

// Minifying renames the classes, and those names would show up in logs and error reports.
for (const [name, named] of Object.entries({
  BaseClient,
  BrowserStorage,
  LogtoClient,
  LogtoClientError,
  LogtoError,
  LogtoRequestError,
  OidcError,
})) {
  Object.defineProperty(named, 'name', { value: name });
}

export { BaseClient, LogtoClient as default };
export { BrowserStorage, LogtoClientError, LogtoError, LogtoRequestError, OidcError };
export { isLogtoRequestError } from './errors.js';
export {
  CacheKey,
  PersistKey,
  Prompt,
  ReservedResource,
  ReservedScope,
  UserScope,
} from './enums.js';
export { generateCodeChallenge, generateCodeVerifier, generateState } from './generators.js';
export {
  buildOrganizationUrn,
  getOrganizationIdFromUrn,
  organizationUrnPrefix,
} from './organizations.js';
export { createRequester } from './requester.js';
