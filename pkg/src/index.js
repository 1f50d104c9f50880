/**
 * The entry file of the package: everything that `import … from 'logto-wasm'` gives.
 *
 * | file | what it holds |
 * |---|---|
 * | `client.js`, `browser-client.js` | the classes: reads are answered from storage, other calls by the core |
 * | `stored-session.js`, `session-snapshot.js` | the rule for reads; the snapshot and its listeners |
 * | `configuration.js`, `arguments.js`, `fields.js` | what the site's code passes in, checked |
 * | `core-loader.js`, `core-schedule.js`, `core-connection.js`, `early-discovery.js` | the way to the core |
 * | `adapter.js`, `browser-storage.js`, `page-memory.js`, `requester.js`, `generators.js` | parts that a site may replace |
 * | `errors.js`, `error-texts.js`, `enums.js`, `organizations.js` | what the package exports beside its classes |
 */
export { BaseClient } from './client.js';
export { LogtoClient as default } from './browser-client.js';
export { BrowserStorage } from './browser-storage.js';
export { LogtoClientError, LogtoError, LogtoRequestError, OidcError, isLogtoRequestError } from './errors.js';
export { CacheKey, PersistKey, Prompt, ReservedResource, ReservedScope, UserScope } from './enums.js';
export { generateCodeChallenge, generateCodeVerifier, generateState } from './generators.js';
export { buildOrganizationUrn, getOrganizationIdFromUrn, organizationUrnPrefix } from './organizations.js';
export { createRequester } from './requester.js';
