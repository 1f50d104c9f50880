// The provider, signing out, and what is around them.

import { EVERYTHING, SAFER, BUG, FASTER, facetsOf, ENDING } from './common.js';

export const ofProvider = [
  {
    name: 'metadata-checked',
    why: SAFER,
    title: 'The provider’s metadata is checked',
    theirs:
      'Whatever the address answers is used; what is missing becomes the address `undefined`.',
    ours: 'Its issuer has to be the endpoint’s, its endpoints https, and S256 among its PKCE methods: otherwise one of the `discovery.…` errors.',
    because: 'OpenID Connect Discovery 1.0 §4.3, RFC 9700 §2.1.1 and §2.6.',
    facets: { 'sign-in': EVERYTHING, 'sign-out': EVERYTHING },
    applies: ({ case: { metadata }, ours }) =>
      [
        ...['another issuer', 'issuer with a slash', 'no issuer', 'no object', 'no S256'],
        ...['no authorization endpoint', 'endpoint of another type', 'insecure token endpoint'],
      ].includes(metadata) && String(ours.ending.code).startsWith('discovery.'),
  },
  {
    name: 'network-error',
    why: BUG,
    title: 'No answer is a `LogtoRequestError`',
    theirs: 'The bare `TypeError` of `fetch`.',
    ours: '`network_error`, with a message that says what to check, and the `TypeError` as `reason`.',
    because: 'Errors can be told apart by class and code.',
    facets: { 'built-in': [...ENDING, 'requests'] },
    applies: ({ case: { isOnline }, ours }) => !isOnline && ours.ending.code === 'network_error',
  },
  {
    name: 'sign-out-forgets',
    why: SAFER,
    title: 'Signing out removes everything of the application',
    theirs: 'The verifier and state of a sign-in that is under way stay in storage.',
    ours: 'They go with the tokens.',
    because: 'Whoever signs out leaves nothing behind.',
    facets: { 'sign-out': ['signInSession'], 'built-in': ['signInSession', 'metadata kept'] },
    applies: ({ case: { call }, ours }) =>
      (call?.[0] ?? 'signOut') === 'signOut' && ours.signInSession === undefined,
  },
  {
    name: 'no-revocation-endpoint',
    why: BUG,
    title: 'A provider may have no revocation endpoint',
    theirs: 'The refresh token is sent to the address `undefined`, which is one of the site’s own.',
    ours: 'Nothing is sent.',
    because: 'It is an optional extension (RFC 7009), and refresh tokens are secret.',
    facets: { 'sign-out': ['requests'] },
    applies: ({ theirs }) => theirs.requests.at(-1)?.url === 'undefined',
  },
  {
    name: 'no-end-session-endpoint',
    why: BUG,
    title: 'A provider may have no end-session endpoint',
    theirs: 'The tokens are removed, and the visitor is sent to the address `undefined`.',
    ours: '`discovery.endpoint_missing`; nothing was changed.',
    because: 'There is nowhere to sign out at.',
    facets: { 'sign-out': EVERYTHING },
    applies: ({ ours, theirs }) =>
      theirs.place === 'undefined' && ours.ending.code === 'discovery.endpoint_missing',
  },
  {
    name: 'metadata-kept',
    why: FASTER,
    title: 'Metadata and keys are kept for the tab',
    theirs:
      'The metadata is kept with `unstable_enableCache`, the keys for the life of the client.',
    ours: 'Both are kept in `sessionStorage`.',
    because: 'The callback is a new page: it answers without asking for both again.',
    facets: { callback: ['cached'], 'built-in': ['metadata kept', 'keys kept'] },
    applies: ({ case: { hasCache, enableCache, call }, ours, theirs }) =>
      hasCache
        ? theirs.cached.every((copy) => ours.cached.includes(copy))
        : call[0] !== 'signOut' && (ours['keys kept'] !== undefined || !enableCache),
  },
  {
    name: 'messages',
    why: SAFER,
    title: 'A body that is no JSON is not a message',
    theirs: 'The whole body, a proxy’s page for example, is the error’s message.',
    ours: 'The message names the status; the body can be read from `cause`.',
    because: 'Such a page may repeat the request, tokens and all, and messages are logged.',
    facets: {
      callback: facetsOf('', 'again'),
      'access tokens': facetsOf(''),
      'sign-in': facetsOf('', 'getOidcConfig'),
      'sign-out': facetsOf(''),
    },
    applies: ({ ours, theirs }) =>
      ours.ending.code === theirs.ending.code &&
      /^(http_error_|rate_limited)/.test(ours.ending.code) &&
      ours.message?.startsWith('The provider answered with HTTP status '),
  },
  {
    name: 'quiet',
    why: SAFER,
    title: 'Nothing is written to the console',
    theirs: 'Each failed request is logged with its answer.',
    ours: 'Errors are thrown, and that is all.',
    because: 'What to log is the site’s decision.',
    facets: {
      callback: ['said'],
      'access tokens': ['said'],
      'sign-in': ['said'],
      'sign-out': ['said'],
      'built-in': ['said'],
    },
    applies: ({ ours }) => ours.said.length === 0,
  },
];
