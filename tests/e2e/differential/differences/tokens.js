// Tokens.

import { accessTokenClaims, hasBadEntry, idTokenClaims, isOver } from '../in-page/token-model.js';
import {
  EVERYTHING,
  SAFER,
  BUG,
  FASTER,
  facetsOf,
  ENDING,
  STORED,
  OF_ACCESS_TOKENS,
  refused,
  issuerOf,
} from './common.js';

export const ofTokens = [
  {
    name: 'verification-errors',
    why: BUG,
    title: 'An ID token that is refused is a `LogtoError`',
    theirs: 'Errors of the jose library, whose classes the package does not export.',
    ours: '`LogtoError` with a code for each check: `id_token.expired`, `id_token.invalid_audience` …',
    because: 'Errors can be told apart by class and code.',
    facets: { callback: ENDING, 'access tokens': ENDING },
    applies: ({ case: { answer }, ours, theirs }) =>
      /^(id_token|token_response)\./.test(ours.ending.code) &&
      (String(theirs.ending.code).startsWith('ERR_J') || answer.what === 'no time of issue'),
  },
  {
    name: 'verification',
    why: SAFER,
    title: 'All of an ID token is checked',
    theirs: 'Signature, `iss`, `aud`, `exp` if there is one, `nbf`, `iat`.',
    ours: 'Also `sub`, `exp`, `azp`, `nonce` and `at_hash`, that it is no token of another `typ`, and that a renewed one is the same user’s.',
    because: 'OIDC Core §3.1.3.7 and §12.2, RFC 8725 §3.11.',
    facets: { callback: EVERYTHING, 'access tokens': EVERYTHING },
    applies: ({ case: { answer }, ours, theirs }) =>
      'gave' in theirs.ending &&
      String(ours.ending.code).startsWith('id_token.') &&
      [
        ...['no subject', 'empty subject', 'other subject', 'no expiry', 'other nonce'],
        ...['several audiences', 'issued to another', 'wrong at_hash', 'of another sort'],
      ].includes(answer.what),
  },
  {
    name: 'clock',
    why: BUG,
    title: 'A device with a wrong clock can sign in',
    theirs: 'More than five minutes off, every sign-in ends with `id_token.invalid_iat`.',
    ours: 'Up to a day, where nonce or connection prove that the token was issued just now.',
    because: 'Five minutes are for tokens of unknown age.',
    facets: { callback: EVERYTHING, 'access tokens': EVERYTHING },
    applies: ({ case: { answer }, ours, theirs }) =>
      ['issued too long ago', 'issued in the future'].includes(answer.what) &&
      'gave' in ours.ending &&
      theirs.ending.code === 'id_token.invalid_iat',
  },
  {
    name: 'clock-named',
    why: BUG,
    title: 'A clock that is wrong by more than a day is named',
    theirs: 'The message of `id_token.invalid_iat` says that a time in the ID token is invalid.',
    ours: 'The same code; the message says to set the clock of the device.',
    because: 'Nobody else can set it, and the token is right.',
    facets: { 'access tokens': ['message'] },
    applies: ({ case: { answer }, ours, theirs }) =>
      answer.what === 'issued last week' &&
      [ours, theirs].every(({ ending }) => ending.code === 'id_token.invalid_iat') &&
      ours.message.includes('Set the clock of the device'),
  },
  {
    name: 'keys-renewed',
    why: SAFER,
    title: 'Metadata and keys are fetched again when no key fits',
    theirs: 'The keys are, not the metadata.',
    ours: 'Both, once.',
    because: 'Providers change keys, and their algorithm (OIDC Core §10.1.1).',
    facets: { callback: ['requests'], 'access tokens': ['requests'] },
    applies: ({ ours }) =>
      ['id_token.key_not_found', 'id_token.unsupported_algorithm'].includes(ours.ending.code),
  },
  {
    name: 'token-response-checked',
    why: SAFER,
    title: 'The token endpoint’s answer is checked',
    theirs: 'What is missing or of another type is stored as it is, or is a `TypeError`.',
    ours: '`token_response.invalid`, and nothing is stored.',
    because: 'RFC 6749 §5.1.',
    facets: { callback: EVERYTHING, 'access tokens': EVERYTHING },
    applies: ({ ours }) => ours.ending.code === 'token_response.invalid',
  },
  {
    name: 'optional-fields',
    why: BUG,
    title: 'An answer may leave out `scope` and `expires_in`',
    theirs:
      'What is stored then counts as no map of access tokens: all of them are lost with the next page.',
    ours: 'The scope is empty, and a token of unknown life is used once.',
    because: 'Both are optional (RFC 6749 §5.1).',
    facets: {
      callback: ['accessToken', 'expiresAt'],
      'access tokens': ['accessToken', 'expiresAt'],
    },
    applies: ({ case: { answer } }) =>
      ['scope', 'expires_in'].includes(answer.field) && (answer.value ?? null) === null,
  },
  {
    name: 'new-session',
    why: SAFER,
    title: 'A new session drops the access tokens of the old one',
    theirs: 'They stay, and are given out, whoever signed in.',
    ours: 'Only what the new sign-in brought is there.',
    because: 'They belong to another session, maybe to another user.',
    facets: { callback: ['accessToken', 'expiresAt'] },
    applies: ({ ours, theirs }) => {
      const [mine, yours] = [ours, theirs].map(({ accessToken }) =>
        Object.keys(accessToken ?? {}).sort()
      );
      return String(mine) === '@' && String(yours) === '@,@https://api.test';
    },
  },
  {
    name: 'expires-at',
    why: SAFER,
    title: '`expiresAt` is not rounded',
    theirs: 'The second of the request is rounded, up to half a second into the future.',
    ours: 'It is kept as it is, with its fraction.',
    because: 'A token is not given out after its end.',
    facets: { callback: ['expiresAt'], 'access tokens': ['expiresAt'] },
    applies: ({ ours, theirs }) => {
      const [mine, yours] = [ours, theirs].map(({ expiresAt }) => Object.entries(expiresAt ?? {}));
      return (
        mine.length === yours.length &&
        mine.every(([key, seconds]) => Math.abs(seconds - theirs.expiresAt[key]) <= 1)
      );
    },
  },
  {
    name: 'verified-before-stored',
    why: SAFER,
    title: 'What comes with a refused ID token is not stored',
    theirs: 'A refresh stores the access token and the refresh token, and verifies afterwards.',
    ours: 'Nothing of the answer is stored.',
    because: 'An answer is genuine or it is not.',
    facets: { 'access tokens': STORED },
    applies: ({ ours, theirs }) =>
      ours.unchanged &&
      'threw' in theirs.ending &&
      /^(id_token|token_response)\./.test(ours.ending.code),
  },
  {
    name: 'session-ended',
    why: SAFER,
    title: 'A refresh token that is no longer accepted ends the session',
    theirs: '`oidc.invalid_grant` each time, while `isAuthenticated()` goes on to say yes.',
    ours: 'The tokens are removed, and the call fails with `not_authenticated`.',
    because: 'The page can offer to sign in again.',
    facets: { 'access tokens': [...ENDING, ...STORED], 'built-in': [...ENDING, ...STORED] },
    applies: ({ ours, theirs }) =>
      theirs.ending.code === 'oidc.invalid_grant' && ours.ending.code === 'not_authenticated',
  },
  {
    name: 'map-entries',
    why: BUG,
    title: 'Each stored access token is read by itself',
    theirs:
      'One that cannot be read makes all of them as good as absent, and an empty one is given out.',
    ours: 'It alone counts as absent.',
    because: 'Storage belongs to everybody on the site: what is in it is input.',
    facets: {
      'access tokens': EVERYTHING,
      tokens: ['getAccessToken', 'getAccessTokenClaims', 'ofAResource', 'ofAnOrganization'].flatMap(
        (call) => facetsOf(call)
      ),
    },
    applies: ({ case: { map, token } }) => token === '' || hasBadEntry(map),
  },
  {
    name: 'organization-id',
    why: BUG,
    title: '`getOrganizationToken` needs an organization',
    theirs: 'Without an ID it answers with the token for no organization at all.',
    ours: '`options.invalid`.',
    because: 'It would be sent to an API in the belief that it is an organization’s.',
    facets: { 'access tokens': EVERYTHING },
    applies: ({ case: { call }, ours }) =>
      call[0].startsWith('getOrganization') && !call[1] && ours.ending.code === 'options.invalid',
  },
  {
    name: 'user-info-checked',
    why: SAFER,
    title: 'User information has to be this user’s',
    theirs: 'Whatever the UserInfo endpoint answers is given out.',
    ours: '`user_info.subject_mismatched`, or `user_info.invalid` when it names nobody.',
    because: 'OIDC Core §5.3.2.',
    facets: { 'access tokens': [...ENDING, 'sentAgain'] },
    applies: ({ ours }) => String(ours.ending.code).startsWith('user_info.'),
  },
  {
    name: 'anonymous',
    why: FASTER,
    title: '`fetchUserInfo` of nobody sends nothing',
    theirs: 'The provider’s metadata is fetched before it turns out that nobody is signed in.',
    ours: '`not_authenticated` at once.',
    because: 'A page of an anonymous visitor needs no provider.',
    facets: { 'access tokens': ['requests'] },
    applies: ({ case: { call }, ours }) =>
      call[0] === 'fetchUserInfo' &&
      ours.ending.code === 'not_authenticated' &&
      ours.requests.length === 0,
  },
  {
    name: 'stored-id-token',
    why: BUG,
    title: 'A stored ID token that cannot be one counts as absent',
    theirs:
      'Any text means that somebody is signed in, while every other call throws a `TypeError`, `SyntaxError` or `InvalidCharacterError`.',
    ours: 'A token without `sub`, of another issuer than the configured one, nested more than 64 deep, or that is not a JWT signs in no visitor: `isAuthenticated()` is `false`, and the other calls fail with `not_authenticated`.',
    because: 'Every script of the site can write to storage: what is in it is input.',
    facets: {
      tokens: [...facetsOf(''), ...facetsOf('isAuthenticated', 'getIdToken')],
      'built-in': EVERYTHING,
    },
    applies: ({ case: theCase }) => {
      const stored = theCase.token ?? theCase.local.idToken;
      return Boolean(stored) && idTokenClaims(stored, issuerOf(theCase)) === undefined;
    },
  },
  {
    name: 'id-token-over',
    why: BUG,
    title: 'Nobody is signed in by what has expired',
    theirs: '`isAuthenticated()` says yes as long as an ID token is stored, however old.',
    ours: 'Without a refresh token, it says no from the ID token’s `exp` on.',
    because: 'Such a session cannot be renewed: the page can offer to sign in again.',
    facets: { tokens: ['isAuthenticated ending'] },
    applies: ({ case: { token }, ours, theirs }) => {
      const claims = idTokenClaims(token);
      return (
        claims !== undefined &&
        isOver(claims) &&
        ours['isAuthenticated ending'].gave === false &&
        theirs['isAuthenticated ending'].gave === true
      );
    },
  },
  {
    name: 'empty-values',
    why: BUG,
    title: 'An empty stored token is none',
    theirs: '`getRefreshToken()` and `getIdToken()` answer with the empty text.',
    ours: '`null`.',
    because: 'They say whether there is one.',
    facets: { tokens: ['getIdToken ending'], 'built-in': ['ending'] },
    applies: ({ ours, theirs }) =>
      ['ending', 'getIdToken ending'].some(
        (ending) => theirs[ending]?.gave === '' && ours[ending].gave === null
      ),
  },
  {
    name: 'claims-as-they-are',
    why: BUG,
    title: 'Claims are given as the token has them',
    theirs: 'A claim of another type than usual, such as a list of audiences, is a `TypeError`.',
    ours: 'They are what the provider signed.',
    because: 'A token that was accepted must be one that can be read (RFC 7519 §4.1.3).',
    facets: { tokens: [...facetsOf(''), ...OF_ACCESS_TOKENS] },
    applies: ({ ours, theirs }) =>
      ['', 'getAccessTokenClaims '].some(
        (call) =>
          theirs[`${call}message`]?.startsWith('At path:') && 'gave' in ours[`${call}ending`]
      ),
  },
  {
    name: 'access-token-unreadable',
    why: BUG,
    title: 'An access token that cannot be read is `access_token.invalid`',
    theirs:
      'A `SyntaxError`, a `TypeError`, an `InvalidCharacterError`, or claims out of something that is no JWT.',
    ours: 'Three segments of base64url, the middle one an object in JSON, or `access_token.invalid`.',
    because: 'Errors can be told apart by class and code.',
    facets: { tokens: OF_ACCESS_TOKENS },
    applies: ({ case: { token }, ours }) =>
      accessTokenClaims(token) === undefined &&
      ours['getAccessTokenClaims ending'].code === 'access_token.invalid',
  },
];
