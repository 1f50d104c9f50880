// All checks, in the order in which they are shown. Each answers with findings: `{ status, key, values?, paste?, link? }`,
// where `key` and `values` are a text of `../messages/`, `paste` is a value to copy as it stands, and `link` an address
// to open.
import { checkAddress } from './address.js';
import { checkApplication } from './application.js';
import { checkClock } from './clock.js';
import { checkElements } from './elements.js';
import { checkEndpoint } from './endpoint.js';
import { checkMessages } from './messages.js';
import { checkOrigin } from './origin.js';
import { checkRedirect } from './redirect.js';
import { checkScopes } from './scopes.js';
import { checkSignOut } from './sign-out.js';
import { checkStorage } from './storage.js';
import { checkTabs } from './tabs.js';
import { checkTag } from './tag.js';
import { checkTokens } from './tokens.js';
import { checkWebAssembly } from './web-assembly.js';

export const CHECKS = {
  tag: checkTag,
  endpoint: checkEndpoint,
  application: checkApplication,
  redirect: checkRedirect,
  origin: checkOrigin,
  signOut: checkSignOut,
  elements: checkElements,
  messages: checkMessages,
  scopes: checkScopes,
  tokens: checkTokens,
  clock: checkClock,
  address: checkAddress,
  storage: checkStorage,
  webAssembly: checkWebAssembly,
  tabs: checkTabs,
};
