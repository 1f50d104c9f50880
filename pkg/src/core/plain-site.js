// The site of a page that uses the crate by itself. The npm package hands in its own.
import { LogtoClientError, LogtoError, LogtoRequestError, OidcError } from '../errors.js';

/** What a `Host` needs of a site, where `site` does not say it: the site replaces nothing. */
export const plainSite = (site) => ({
  adapter: () => undefined,
  part: () => undefined,
  earlyResponse: () => undefined,
  errors: { LogtoClientError, LogtoError, LogtoRequestError, OidcError },
  ...site,
});
