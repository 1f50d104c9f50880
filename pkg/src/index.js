/** The entry of the package: everything that `import … from 'logto-wasm'` gives. */
import { BaseClient } from './client.js';
import { LogtoClient } from './browser.js';

// Minifying renames the classes, and those names would show up in logs and error reports.
Object.defineProperty(BaseClient, 'name', { value: 'BaseClient' });
Object.defineProperty(LogtoClient, 'name', { value: 'LogtoClient' });

export { BaseClient, LogtoClient as default };
export {
  LogtoClientError,
  LogtoError,
  LogtoRequestError,
  OidcError,
  isLogtoRequestError,
} from './errors.js';
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
export { BrowserStorage } from './storage.js';
