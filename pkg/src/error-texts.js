/**
 * The texts of errors that are made without the core: by the entry file, or by a site and the packages it uses. The core
 * brings the texts of its own errors along. The Rust error table (`src/protocol/error/table.rs`) is the authority; a test
 * compares.
 */
const TEXTS = {
  'unexpected_response_error': 'Unexpected response error from the server.',
  'sign_in_session.invalid': 'Invalid sign-in session.',
  'sign_in_session.not_found': 'Sign-in session not found.',
  'not_authenticated': 'Not authenticated.',
  'fetch_user_info_failed': 'Unable to fetch user info. The access token may be invalid.',
  'user_cancelled': 'The user cancelled the action.',
  'missing_scope_organizations': 'The `urn:logto:scope:organizations` scope is required',
  'access_token.invalid': 'The claims of the access token cannot be read.',
  'core_unavailable':
    'core.js could not be loaded. Check the connection and try again, or reload the page. Service workers need `logto-wasm/bundled`.',
  'core_mismatched': 'core.js is of another release than the entry file. Load both from one release.',
};

/** The text of an error code; the code itself if only the core makes such an error. */
export const textOf = (code) => TEXTS[code] ?? code;
