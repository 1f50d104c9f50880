/**
 * node document.js: writes docs/differences.md, out of the table and of what is told here.
 */
import { writeFile } from 'node:fs/promises';
import { argv } from 'node:process';
import { fileURLToPath } from 'node:url';

import { differences } from './differences.js';

export const file = fileURLToPath(new URL('../../../docs/differences.md', import.meta.url));

/** What comparing one call at a time cannot show; other tests do. */
const BETWEEN_CALLS = [
  {
    title: 'Tokens for several resources at once',
    theirs: 'Each call spends the same refresh token, and after its reuse window the provider ends the session.',
    ours: 'They wait for each other, across tabs too; each spends the successor of the last one.',
    because: 'Refresh tokens rotate (RFC 9700 §4.14.2).',
  },
  {
    title: 'Storage that is late to tell other tabs',
    theirs: 'A tab may spend a refresh token that another one has spent a moment ago.',
    ours: 'A record in IndexedDB (`logto`) hands the session over: fingerprints of what is spent, and the present tokens until the session ends.',
    because: 'Browsers do not promise when `localStorage` reaches other tabs; transactions are in order.',
  },
  {
    title: 'Tokens that are about to expire',
    theirs: 'An access token is given out until the second in which it expires.',
    ours: 'It is renewed a little before: 10 seconds, or the configuration’s `leeway`.',
    because: 'The way to an API takes time, and clocks differ.',
  },
  {
    title: 'One callback, several clients',
    theirs: 'Calls of one client share `handleSignInCallback`; a second client of the page exchanges the code again, and fails.',
    ours: 'All clients of an application in a page share it.',
    because: 'A code is good for one use (RFC 6749 §4.1.2).',
  },
  {
    title: 'An answer that comes too late',
    theirs: 'It is stored, and brings a session back that was signed out meanwhile.',
    ours: 'It is dropped.',
    because: 'The visitor has left.',
  },
  {
    title: 'A storage that is full',
    theirs: 'What fits is stored: the tokens of two sessions may be mixed.',
    ours: 'An answer is stored whole, or not at all: `storage_unavailable`, and everything is as it was.',
    because: 'Half a session is none.',
  },
  {
    title: 'A token in memory and in storage',
    theirs: 'Access tokens are read from storage once, and what other tabs do to them is not seen.',
    ours: 'Storage is what counts, at each call. There is no `accessTokenMap` for subclasses.',
    because: 'Tabs share one session.',
  },
  {
    title: 'A verifier of the site’s own',
    theirs: 'It is all the verification there is.',
    ours: 'It replaces the check of the signature. Issuer, audience, nonce and times are checked all the same.',
    because: 'A verifier is told nothing of the sign-in.',
  },
  {
    title: 'Redirects of the token endpoint',
    theirs: 'They are followed.',
    ours: 'They are refused, as `network_error`; also by `fetch` behind a requester of the site’s own.',
    because: 'A code or a token is for one address.',
  },
  {
    title: 'Plain http on another machine’s address',
    theirs: '`crypto_subtle_unavailable` when a sign-in begins.',
    ours: 'Signing in works, without the check of the signature; `jwtVerifier.verifyIdToken()` rejects with `crypto_subtle_unavailable`.',
    because: 'PKCE needs no `crypto.subtle` here, and an ID token comes straight from the token endpoint (OIDC Core §3.1.3.7, rule 6).',
  },
];

/** The client and its adapter as objects, and the types. */
const OF_OBJECTS = [
  {
    title: 'Overridden methods',
    theirs: 'Methods call each other: overriding `getIdToken` changes `isAuthenticated`. Those that the constructor makes, such as `getAccessToken`, cannot be overridden as methods.',
    ours: 'Every method can be overridden. What a subclass overrides is used by the methods that put others together (`getAccessTokenClaims`, `getOrganizationToken`, `getOrganizationTokenClaims`), and by no other.',
    because: 'The rest is compiled.',
  },
  {
    title: '`logtoConfig`',
    theirs: 'It can be changed later, which the next call follows.',
    ours: 'It shows the configuration that the client was made with; changing it changes nothing.',
    because: 'It was checked, once.',
  },
  {
    title: '`adapter`',
    theirs: 'It can be replaced as a whole, though its type is `readonly`.',
    ours: 'Its parts can be replaced, and methods of its storage; not all of it.',
    because: 'The compiled part is with it.',
  },
  {
    title: 'An adapter without a storage',
    theirs: 'Every call fails.',
    ours: 'What an adapter leaves out is the browser’s.',
    because: 'Only what is different has to be said.',
  },
  {
    title: 'A verifier that is none',
    theirs: '`setJwtVerifier` takes it, and the next sign-in fails.',
    ours: '`setJwtVerifier` throws `options.invalid`.',
    because: 'A mistake should show where it was made.',
  },
  {
    title: 'What is the same object',
    theirs: '`getOidcConfig()` gives one object to all; `fetch` is the one of the time when the client was made.',
    ours: 'Each call gives an object of its own, and uses the `fetch` that is there.',
    because: 'Nobody can change what others get; `fetch` can be instrumented at any time.',
  },
  {
    title: 'Wider types',
    theirs: '`LogtoErrorCode` and `LogtoClientErrorCode` have 9 and 6 codes; the second argument of the constructor is a boolean.',
    ours: 'There are more codes, so a `Record` of all of them needs more entries; the second argument may be an object.',
    because: 'More is told apart.',
  },
];

const SECTIONS = [
  ['safer', 'Safer'],
  ['their bug', 'A defect that is not repeated'],
  ['fewer requests', 'Fewer requests'],
];

const entry = ({ title, theirs, ours, because }) =>
  [`### ${title}`, `- \`@logto/browser\`: ${theirs}`, `- Here: ${ours}`, `- Why: ${because}`]
    .join('\n')
    .replace('\n', '\n\n');

const section = (heading, entries) => [`## ${heading}`, ...entries.map(entry)].join('\n\n');

/** The whole document. */
export const text = () =>
  [
    '# Differences from @logto/browser',
    'Compared with `@logto/browser` 3.0.14, over thousands of generated configurations, sign-ins, callbacks,\ntokens and stored values: `tests/e2e/differential` fails for a difference that is not in the first three\nsections, and for an entry there that nothing needs. What comparing single calls cannot show is in the last\ntwo; other tests hold it.',
    ...SECTIONS.map(([why, heading]) =>
      section(
        heading,
        differences.filter((difference) => difference.why === why)
      )
    ),
    section('Between calls', BETWEEN_CALLS),
    section('Objects and types', OF_OBJECTS),
  ].join('\n\n') + '\n';

if (argv[1] === fileURLToPath(import.meta.url)) {
  await writeFile(file, text());
}
