/**
 * Where this package is not like `@logto/browser`, on purpose.
 *
 * Every rule is needed: a test compares the two over thousands of cases, and fails for a difference
 * that no rule explains and for a rule that explains nothing. So it is the whole list.
 *
 * - `facets`: what the rule speaks for, by kind of case;
 * - `applies`: in which cases, by the case and by what it came to here and there;
 * - `why`, `title`, `theirs`, `ours`, `because`: for readers.
 */

import { isAt, isComparedOtherwise, isReadOtherwise, twice } from './in-page/callback-model.js';
import { accessTokenClaims, hasBadEntry, idTokenClaims } from './in-page/token-model.js';

/** Every facet of an outcome. */
export const EVERYTHING = 'everything';

const SAFER = 'safer';
const BUG = 'their bug';
const FASTER = 'fewer requests';

const facetsOf = (...calls) =>
  calls.flatMap((call) =>
    ['ending', 'message', 'data', 'cause'].map((facet) => (call ? `${call} ${facet}` : facet))
  );

const ENDING = facetsOf('', 'again');
const STORED = [
  ...['idToken', 'refreshToken', 'accessToken', 'expiresAt'],
  ...['unchanged', 'leftOver', 'isAuthenticated'],
];
const OF_ACCESS_TOKENS = facetsOf('getAccessTokenClaims', 'ofAResource', 'ofAnOrganization');

const CALLBACK = 'callback_uri_verification.';

/** Ours refuses a field of the configuration or the options for what the case says is bad in it. */
const refused =
  (code, part, ...bad) =>
  ({ case: theCase, ours: { ending, data } }) =>
    ending.code === code && bad.includes(theCase[part][data.field]);

/** Ours refuses the callback with one of these. */
const refusedAs =
  (...codes) =>
  ({ ours: { ending } }) =>
    codes.some((code) => ending.code === `${CALLBACK}${code}`);

/** The scopes that are any, each once. */
const words = (scopes) => [...new Set(scopes)].filter(Boolean);

const isMetadataRequest = ({ url }) => url.endsWith('/.well-known/openid-configuration');

export const differences = [
  // The configuration, and the arguments of calls.
  {
    name: 'configuration-checked',
    why: BUG,
    title: 'A configuration that cannot work is refused by the constructor',
    theirs:
      'A missing or mistyped `endpoint`, `appId`, `scopes` and so on becomes a `TypeError` later, or goes to the provider as `undefined` or as single letters.',
    ours: '`new LogtoClient()` throws `config.invalid`, which names the field and what is expected.',
    because: 'A mistake should show where it was made.',
    facets: { 'sign-in': EVERYTHING },
    applies: refused('config.invalid', 'badConfig', 'missing', 'null', 'not a URL', 'type'),
  },
  {
    name: 'endpoint-secure',
    why: SAFER,
    title: 'The endpoint has to be https',
    theirs: 'Any URL is taken: `http:`, `ftp:`, `javascript:`, with a password in it.',
    ours: 'https only, or http on this very machine; otherwise `config.invalid`.',
    because: 'Codes and tokens are sent there (RFC 9700 §2.6).',
    facets: { 'sign-in': EVERYTHING },
    applies: refused('config.invalid', 'badConfig', 'insecure', 'not http'),
  },
  {
    name: 'arguments-checked',
    why: BUG,
    title: 'Arguments of another type are refused',
    theirs:
      'They become a `TypeError` from inside, or text in the request: `social:undefined`, `[object Object]`.',
    ours: '`options.invalid`, which names the field; nothing was sent or changed.',
    because: 'A mistake should show where it was made.',
    facets: { 'sign-in': EVERYTHING, 'sign-out': EVERYTHING },
    applies: refused('options.invalid', 'badOptions', 'missing', 'null', 'type', 'parts'),
  },
  {
    name: 'redirects-checked',
    why: SAFER,
    title: 'Redirect URIs have to be URLs that a visitor may be sent to',
    theirs:
      'Anything is sent to the provider, and navigated to after the callback: a path, a URL with a fragment, `javascript:`.',
    ours: 'http(s), or the scheme of an app; otherwise `options.invalid`, before the visitor leaves.',
    because:
      'What the visitor is sent to must not be able to run code here; a redirect URI has no fragment (RFC 6749 §3.1.2).',
    facets: { 'sign-in': EVERYTHING, 'sign-out': EVERYTHING },
    applies: refused('options.invalid', 'badOptions', ...['not http', 'relative', 'fragment']),
  },
  {
    name: 'own-parameters',
    why: SAFER,
    title: '`extraParams` cannot set what the SDK sets',
    theirs: 'A second `state`, `scope`, `redirect_uri` … is added to the request.',
    ours: '`options.invalid`.',
    because: 'A parameter must not be there twice (RFC 6749 §3.1), and these protect the sign-in.',
    facets: { 'sign-in': EVERYTHING },
    applies: refused('options.invalid', 'badOptions', 'own'),
  },
  {
    name: 'null-list',
    why: BUG,
    title: '`scopes: null` is no scopes',
    theirs: 'The constructor throws a `TypeError`.',
    ours: '`null` is as good as nothing, here as in every other field.',
    because: 'Configurations come out of JSON, too.',
    facets: { 'sign-in': EVERYTHING },
    applies: ({ case: { badConfig }, ours, theirs }) =>
      badConfig.scopes === 'null' && 'gave' in ours.ending && theirs.ending.threw === 'TypeError',
  },
  {
    name: 'nothing',
    why: BUG,
    title: '`null` and empty URIs are not handed on',
    theirs:
      'They stand in `logtoConfig`, in the sign-in session and in what the adapter’s `navigate` gets, whose types do not know them.',
    ours: 'The field has its default, or is not there.',
    because: 'The types say so.',
    facets: { 'sign-in': ['logtoConfig', 'signInSession'], 'sign-out': ['navigate'] },
    applies: ({ case: { badConfig, badOptions } }) =>
      Object.values({ ...badConfig, ...badOptions }).includes('null') ||
      [badOptions.postRedirectUri, badOptions.postLogoutRedirectUri].includes('empty'),
  },
  {
    name: 'empty-parameters',
    why: BUG,
    title: 'An empty list is no parameter',
    theirs: '`prompt: []` and `identifiers: [""]` send `prompt=` and `identifier=`.',
    ours: 'The configuration’s default, or no parameter.',
    because:
      'A parameter without a value counts as left out (RFC 6749 §3.1), and without `prompt=consent` there is no refresh token.',
    facets: { 'sign-in': ['?prompt', '?identifier'] },
    applies: ({ case: { config }, ours, theirs }) =>
      [
        ['?prompt', [[config.prompt ?? []].flat().join(' ') || 'consent']],
        ['?identifier', undefined],
      ].some(([name, right]) => theirs[name]?.[0] === '' && String(ours[name]) === String(right)),
  },
  {
    name: 'empty-scopes',
    why: BUG,
    title: 'An empty scope is none',
    theirs: '`scopes: ["email", ""]` leaves `""` in `logtoConfig` and a space too many in the request.',
    ours: 'Scopes are the words of the list, each once.',
    because: 'There is no empty scope (RFC 6749 §3.3).',
    facets: { 'sign-in': ['logtoConfig', '?scope'], 'built-in': ['logtoConfig', '?scope'] },
    applies: ({ ours, theirs }) =>
      [(outcome) => outcome.logtoConfig?.scopes, (outcome) => outcome['?scope']?.[0].split(' ')].every(
        (scopes) => String(scopes(ours)) === String(scopes(theirs) && words(scopes(theirs)))
      ),
  },

  // To the provider and back.
  {
    name: 'nonce',
    why: SAFER,
    title: 'A nonce is sent, and checked',
    theirs: 'There is none.',
    ours: 'The authorization request carries a `nonce`, the sign-in session remembers it, and the ID token has to name it.',
    because: 'It ties the ID token to this sign-in (OIDC Core §3.1.2.1).',
    facets: {
      'sign-in': ['?nonce', 'nonce remembered'],
      callback: ['nonce remembered'],
      'built-in': ['?nonce', 'nonce remembered'],
    },
    applies: ({ theirs }) => theirs['nonce remembered'] === undefined,
  },
  {
    name: 'endpoint-query',
    why: BUG,
    title: 'Endpoints may have a query of their own',
    theirs: 'A second `?` is appended, and the first parameter is lost.',
    ours: 'Parameters are added with `&`.',
    because: 'RFC 6749 §3.1.',
    facets: { 'sign-in': ['?own', '?client_id'], 'sign-out': ['?own', '?client_id'] },
    applies: ({ theirs }) => theirs['?own']?.[0].startsWith('1?client_id='),
  },
  {
    name: 'redirect-uri-compared',
    why: SAFER,
    title: 'The callback has to be at the redirect URI',
    theirs:
      'The callback URL has to start with the same letters: `/callback.evil` is one for `/callback`, while `https://APP.example/callback`, a port that goes without saying or parameters in another order are none.',
    ours: 'Origin, path and the redirect URI’s own parameters are compared as those of a URL.',
    because: 'Only the page that was registered may answer, however it is spelled.',
    facets: { callback: EVERYTHING },
    applies: ({ case: { url, redirectUri } }) =>
      typeof url === 'string' && isComparedOtherwise(url, redirectUri),
  },
  {
    name: 'callback-parsed',
    why: BUG,
    title: 'The callback is parsed as a URL',
    theirs:
      'Its text is cut at question marks: a fragment becomes part of the last parameter, a second `?` ends the query, and a `state` of the redirect URI’s own is taken for the provider’s.',
    ours: 'The fragment is ignored, and the redirect URI’s own parameters are not the answer’s.',
    because: 'That is how the provider, and the browser, made it.',
    facets: { callback: EVERYTHING },
    applies: ({ case: { url, redirectUri } }) =>
      isAt(url, redirectUri) && isReadOtherwise(url, redirectUri),
  },
  {
    name: 'callback-types',
    why: BUG,
    title: 'The callback may be a `URL`',
    theirs: 'A `URL` object, as anything but a string, is a `TypeError`.',
    ours: 'A `URL` is taken; anything else is `options.invalid`.',
    because: 'Every other URL may be one.',
    facets: { callback: EVERYTHING },
    applies: ({ case: { url } }) => typeof url !== 'string',
  },
  {
    name: 'redirected-compared',
    why: BUG,
    title: '`isSignInRedirected` says what `handleSignInCallback` will',
    theirs:
      'Origin and path have to be the redirect URI to the letter: never so for `https://app.example` without a slash, for one with a query, or for the scheme of an app.',
    ours: 'The same comparison as that of the callback.',
    because: 'It is asked in order to know whether there is a callback to handle.',
    facets: { callback: ['isSignInRedirected ending'] },
    applies: ({ case: { url, redirectUri }, ours, theirs }) =>
      ours['isSignInRedirected ending'].gave === isAt(url, redirectUri) &&
      theirs['isSignInRedirected ending'].gave === !isAt(url, redirectUri),
  },
  {
    name: 'redirected-types',
    why: BUG,
    title: '`isSignInRedirected` refuses what is no URL by name',
    theirs: 'A bare `TypeError`.',
    ours: '`options.invalid`.',
    because: 'A mistake should show where it was made.',
    facets: { callback: facetsOf('isSignInRedirected') },
    applies: ({ ours, theirs }) =>
      theirs['isSignInRedirected ending'].threw === 'TypeError' &&
      ours['isSignInRedirected ending'].code === 'options.invalid',
  },
  {
    name: 'session-unreadable',
    why: BUG,
    title: 'A sign-in session that cannot be read is `sign_in_session.invalid`',
    theirs:
      'No JSON is a `SyntaxError`, fields of another type are used as they are, and `isSignInRedirected` throws.',
    ours: '`sign_in_session.invalid`; and to `isSignInRedirected` there is none.',
    because: 'Storage belongs to everybody on the site: what is in it is input.',
    facets: { callback: EVERYTHING },
    applies: ({ case: { session }, ours }) =>
      session.bad && ours.ending.code === 'sign_in_session.invalid',
  },
  {
    name: 'twice',
    why: SAFER,
    title: 'A parameter that is there twice is refused',
    theirs: 'The first one counts.',
    ours: '`state_mismatched`, for `state`, `code`, `iss`, `error` and `error_description`.',
    because: 'Nobody can say which one the provider set (RFC 6749 §3.1).',
    facets: { callback: EVERYTHING },
    applies: ({ case: { url, redirectUri }, ...outcomes }) =>
      refusedAs('state_mismatched')(outcomes) && twice(url, redirectUri).length > 0,
  },
  {
    name: 'state-first',
    why: SAFER,
    title: 'An error in the callback is believed only with the right `state`',
    theirs: 'Any page can make the site show an error of its choice: `error_found`.',
    ours: '`missing_state` or `state_mismatched`.',
    because: 'An answer without the state is nobody’s (RFC 6749 §10.12).',
    facets: { callback: ENDING },
    applies: ({ ours, theirs }) =>
      theirs.ending.code === `${CALLBACK}error_found` &&
      refusedAs('missing_state', 'state_mismatched')({ ours }),
  },
  {
    name: 'issuer',
    why: SAFER,
    title: 'The callback has to name the issuer',
    theirs: '`iss` is not looked at.',
    ours: '`missing_issuer` or `issuer_mismatched`, if the provider says that it names itself, as Logto does.',
    because: 'Against mix-up attacks (RFC 9207 §2.4).',
    facets: { callback: EVERYTHING },
    applies: refusedAs('missing_issuer', 'issuer_mismatched'),
  },
  {
    name: 'issuer-known-first',
    why: SAFER,
    title: 'The provider’s metadata is fetched before an error is believed',
    theirs: 'An error, or a missing code, is thrown without a request.',
    ours: 'First the metadata, which says whose `iss` has to be there.',
    because: 'The issuer is checked before anything else of the answer (RFC 9207 §2.4).',
    facets: { callback: ['requests'], 'built-in': ['requests', 'metadata kept'] },
    applies: ({ ours, theirs }) =>
      refusedAs('error_found', 'missing_code')({ ours }) &&
      theirs.requests.length === 0 &&
      ours.requests.every(isMetadataRequest),
  },

  // Tokens.
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
    ours: 'Also `sub`, `exp`, `azp`, `nonce` and `at_hash`, and that a renewed token is the same user’s.',
    because: 'OIDC Core §3.1.3.7 and §12.2.',
    facets: { callback: EVERYTHING, 'access tokens': EVERYTHING },
    applies: ({ case: { answer }, ours, theirs }) =>
      'gave' in theirs.ending &&
      String(ours.ending.code).startsWith('id_token.') &&
      [
        ...['no subject', 'empty subject', 'other subject', 'no expiry', 'other nonce'],
        ...['several audiences', 'issued to another', 'wrong at_hash'],
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
    ours: 'What has no `sub`, is nested more than 64 deep or is no JWT at all is nobody: `isAuthenticated()` is `false`, and the other calls fail with `not_authenticated`.',
    because: 'Storage belongs to everybody on the site: what is in it is input.',
    facets: {
      tokens: [...facetsOf(''), ...facetsOf('isAuthenticated', 'getIdToken')],
      'built-in': EVERYTHING,
    },
    applies: ({ case: { token, local } }) => {
      const stored = token ?? local.idToken;
      return Boolean(stored) && idTokenClaims(stored) === undefined;
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

  // The provider.
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

  // Signing out.
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

  // Around them.
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
