/**
 * The figures to reach, and those that are aimed at beyond them: ratios to `@logto/browser`, or values of our own where
 * that library has nothing to compare with. A figure without a bound is there so that the table shows all of what a
 * visit costs.
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
  {
    row: 'bytes/answer-brotli',
    what: 'bytes before the first `isAuthenticated()`, brotli',
    of: 'ratio',
    most: 0.5,
    aim: 0.35,
  },
  { row: 'bytes/later-brotli', what: 'bytes after the first `isAuthenticated()`, until signed in, brotli', of: 'own', most: 65_000, aim: 50_000 },
  { row: 'bytes/signIn-brotli', what: 'bytes of a whole sign-in, brotli', of: 'ratio' },
  { row: 'bytes/bundle-brotli', what: 'bytes of a build in one file, brotli', of: 'ratio' },
  { row: 'bytes/constants-brotli', what: 'bytes of two imported constants, brotli', of: 'own', most: 1_000 },
  {
    row: 'start/cold-4x-40ms',
    what: 'first `isAuthenticated()`, cold cache, CPU 4x slower, 40 ms and 10 Mbit/s',
    of: 'ratio',
    most: 0.95,
    aim: 0.8,
  },
  {
    row: 'start/cold-4x-150ms',
    what: 'first `isAuthenticated()`, cold cache, CPU 4x slower, 150 ms and 1.6 Mbit/s',
    of: 'ratio',
    most: 0.85,
    aim: 0.7,
  },
  {
    row: 'start/warm-4x-40ms',
    what: 'first `isAuthenticated()`, warm cache, CPU 4x slower, 40 ms and 10 Mbit/s',
    of: 'ratio',
    most: 0.95,
    aim: 0.8,
  },
  {
    row: 'start/warm, signed in-4x-40ms',
    what: 'first `isAuthenticated()`, warm cache, signed in, CPU 4x slower, 40 ms and 10 Mbit/s',
    of: 'ratio',
    most: 1,
    aim: 0.8,
  },
  {
    row: 'click/at-once',
    what: 'click to authorization request, first page, right after load, 100 ms',
    of: 'ratio',
    most: 1.2,
  },
  {
    row: 'click/at-once-slow',
    what: 'click to authorization request, first page, right after load, 150 ms and 1.6 Mbit/s',
    of: 'ratio',
  },
  {
    row: 'click/idle',
    what: 'click to authorization request, first page, after idle time, 100 ms',
    of: 'ratio',
    most: 1,
  },
  { row: 'click/later', what: 'click to authorization request, later page, 100 ms', of: 'ratio', most: 0.2 },
  { row: 'callback/call', what: '`handleSignInCallback()`, 100 ms', of: 'ratio', most: 0.42, aim: 0.35 },
  { row: 'callback/waves', what: 'waves of requests in the callback', of: 'own', most: 1 },
  { row: 'calls/isAuthenticated', what: '`isAuthenticated()` per second', of: 'ratio', least: 1, aim: 2 },
  { row: 'calls/getAccessToken', what: '`getAccessToken()` per second', of: 'ratio', least: 1, aim: 2 },
  { row: 'calls/getIdToken', what: '`getIdToken()` per second', of: 'ratio', least: 0.8, aim: 2 },
  { row: 'calls/getIdTokenClaims', what: '`getIdTokenClaims()` per second', of: 'ratio', least: 1.5 },
  { row: 'calls/look-up-1000', what: 'first look-up of each of 1,000 stored tokens', of: 'ratio' },
  { row: 'memory/wasm-callback', what: 'WebAssembly memory on the callback page', of: 'own', most: 256 * 1024 },
  { row: 'memory/wasm-growth', what: 'growth of WebAssembly memory by calls', of: 'own', most: 0 },
  {
    row: 'load/fetched',
    what: 'requests of the library to the provider over a visit',
    of: 'ratio',
    most: 0.67,
    aim: 0.5,
  },
];

/** Is there anything to reach? @param {Target} target */
export const hasBound = ({ most, least }) => most !== undefined || least !== undefined;

/** Is it reached? @param {Target} target */
export const isReached = ({ most = Infinity, least = -Infinity }, value) =>
  value <= most && value >= least;

/** Is the aim beyond the bound reached as well? @param {Target} target */
export const isAimReached = ({ aim, least }, value) =>
  aim !== undefined && (least === undefined ? value <= aim : value >= aim);
