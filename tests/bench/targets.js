/**
 * What is to be reached, and what is aimed at beyond that: of the ratio to `@logto/browser`, or of our own value
 * where that library has none to compare with.
 *
 * @typedef {object} Target
 * @property {string} row the measure's name and the row's key
 * @property {string} what
 * @property {'ratio' | 'own'} of
 * @property {number} [most]
 * @property {number} [least]
 * @property {number} [aim]
 *
 * @type {Target[]}
 */
export const targets = [
  { row: 'bytes/brotli', what: 'bytes, brotli 11', of: 'ratio', most: 2, aim: 1 },
  {
    row: 'start/cold-4x-40ms',
    what: 'first `isAuthenticated()`, cold cache, CPU 4x slower, 40 ms and 10 Mbit/s',
    of: 'ratio',
    most: 1.15,
    aim: 1,
  },
  {
    row: 'start/warm-4x-40ms',
    what: 'first `isAuthenticated()`, warm cache, CPU 4x slower, 40 ms and 10 Mbit/s',
    of: 'ratio',
    most: 1.05,
    aim: 0.9,
  },
  {
    row: 'click/cached',
    what: 'click to authorization request, discovery cached, 100 ms',
    of: 'ratio',
    most: 0.2,
  },
  { row: 'callback/call', what: '`handleSignInCallback()`, 100 ms', of: 'ratio', most: 0.4 },
  { row: 'callback/waves', what: 'waves of requests in the callback', of: 'own', most: 1 },
  { row: 'calls/isAuthenticated', what: '`isAuthenticated()` a second', of: 'ratio', least: 0.5, aim: 1 },
  { row: 'calls/getAccessToken', what: '`getAccessToken()` a second', of: 'ratio', least: 0.5, aim: 1 },
  { row: 'calls/getIdTokenClaims', what: '`getIdTokenClaims()` a second', of: 'ratio', least: 0.5, aim: 1 },
  { row: 'memory/wasm', what: 'WebAssembly memory at first', of: 'own', most: 256 * 1024 },
  { row: 'memory/wasm-growth', what: 'growth of WebAssembly memory by calls', of: 'own', most: 0 },
  { row: 'load/fetched', what: 'requests of the library to the provider over a visit', of: 'ratio', most: 0.5 },
];

/** Is it reached? @param {Target} target */
export const isReached = ({ most = Infinity, least = -Infinity }, value) =>
  value <= most && value >= least;

/** Is that, too, what is aimed at beyond it? */
export const isAimReached = ({ aim, least }, value) =>
  aim !== undefined && (least === undefined ? value <= aim : value >= aim);
