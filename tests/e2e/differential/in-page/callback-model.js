/**
 * What a callback has to come to, by the specifications: RFC 6749 §3.1 and §4.1.2, RFC 9207 §2.4.
 *
 * Most rules of the table can only say that the two SDKs read a URL differently. This says which
 * reading is the right one.
 */

import { ISSUER, STATE } from './constants.js';

const parse = (url) => (URL.canParse(String(url)) ? new URL(String(url)) : undefined);

const place = ({ protocol, username, password, host, pathname }) =>
  [protocol, username, password, host, pathname].join(' ');

/** The parameters that were added to those that the redirect URI had; nothing for another place. */
const added = (url, redirectUri) => {
  const [seen, registered] = [url, redirectUri].map(parse);
  if (!seen || place(seen) !== place(registered)) return undefined;

  const parameters = [...seen.searchParams];
  for (const [name, value] of registered.searchParams) {
    const at = parameters.findIndex((each) => each[0] === name && each[1] === value);
    if (at < 0) return undefined;
    parameters.splice(at, 1);
  }
  return parameters;
};

export const isAt = (url, redirectUri) => added(url, redirectUri) !== undefined;

const SINGLE = ['state', 'error', 'error_description', 'iss', 'code'];

/** The names of the parameters that are there twice, and may not be. */
export const twice = (url, redirectUri) =>
  SINGLE.filter(
    (single) => (added(url, redirectUri) ?? []).filter(([name]) => name === single).length > 1
  );

/**
 * @returns {string} the code of the error, without `callback_uri_verification.`; or `accepted`
 */
export const verdict = (url, redirectUri) => {
  const parameters = added(url, redirectUri);
  if (!parameters) return 'redirect_uri_mismatched';

  const { state, error, iss, code } = Object.fromEntries(parameters);
  const ambiguous = twice(url, redirectUri);
  if (ambiguous.includes('state')) return 'state_mismatched';
  if (!state) return 'missing_state';
  if (state !== STATE || ambiguous.length > 0) return 'state_mismatched';
  if (!iss) return 'missing_issuer';
  if (iss !== ISSUER) return 'issuer_mismatched';
  if (error) return 'error_found';
  return code ? 'accepted' : 'missing_code';
};

/** The parameters that decide, as one text; the first of each, as far as they are there. */
const deciding = (parameters) =>
  ['state', 'error', 'error_description', 'code']
    .map((name) => parameters.find((each) => each[0] === name)?.[1] || '-')
    .join(' ');

/** Is the URL at the redirect URI for one way to compare them, and not for the other? */
export const isComparedOtherwise = (url, redirectUri) =>
  String(url).startsWith(redirectUri) !== isAt(url, redirectUri);

/**
 * Do the parameters read otherwise when the URL is parsed than when it is cut at its question
 * marks?
 */
export const isReadOtherwise = (url, redirectUri) => {
  const [, query = ''] = String(url).split('?');
  return deciding([...new URLSearchParams(query)]) !== deciding(added(url, redirectUri) ?? []);
};
