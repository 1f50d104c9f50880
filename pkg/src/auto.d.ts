/**
 * The SDK, and the layer for sites without code that works on elements by their `data-logto-…` attributes. Importing
 * it starts the layer; on a server it does nothing.
 *
 * @module logto-wasm/auto
 */
import LogtoClient, { IdTokenClaims } from './index.js';

export * from './index.js';
export { default } from './index.js';

/** What the layer knows of the visitor. */
export type LogtoDetail = {
  /** The client, which is `window.logtoClient` as well. */
  client: LogtoClient;
  /** As in the attribute `data-logto-state` of `<html>`. */
  state: 'loading' | 'signed-in' | 'signed-out' | 'error';
  /** Is somebody signed in? */
  isAuthenticated: boolean;
  /** The claims of the ID token (OIDC Core §2), when somebody is signed in. */
  claims: IdTokenClaims | undefined;
  /** The ID of the organization that the visitor has switched to. */
  organization: string | undefined;
};

/** An error of the SDK, or of an attribute that cannot be used as it is. */
export type LogtoErrorDetail = {
  /** What was thrown. */
  error: Error;
  /** Its stable code; `undefined` for an error that is not the SDK's. */
  code: string | undefined;
  /** What happened and what to do, for the site's owner. */
  message: string;
  /** The same for visitors, in the language of the page. */
  text: string;
  /** Where the code is explained. */
  docs: string;
  /** What was done when it came, such as `sign-in` or `callback`. */
  during: string;
};

declare global {
  interface Window {
    /** The client that the layer has made of the tag's attributes. */
    logtoClient: LogtoClient;
  }

  interface DocumentEventMap {
    /** The page knows its visitor: once for each page, after its own scripts of type `module`. */
    'logto:ready': CustomEvent<LogtoDetail>;
    /** Somebody has signed in or out since, here or in another tab, or is somebody else. */
    'logto:change': CustomEvent<LogtoDetail>;
    /**
     * Something did not work. `preventDefault()` keeps the layer from showing its own notice, which it does where
     * the page has no element with `data-logto-error`.
     */
    'logto:error': CustomEvent<LogtoErrorDetail>;
  }
}
