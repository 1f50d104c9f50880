// To the provider and back.

import {
  isAt,
  isComparedOtherwise,
  isReadOtherwise,
  twice,
} from '../in-page/callback-model.js';
import { canonical } from '../in-page/outcome.js';
import { idTokenClaims } from '../in-page/token-model.js';
import {
  EVERYTHING,
  SAFER,
  BUG,
  facetsOf,
  ENDING,
  CALLBACK,
  refused,
  refusedAs,
  isMetadataRequest,
  issuerOf,
} from './common.js';

export const ofSignIn = [
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
    name: 'sign-ins-kept',
    why: BUG,
    title: 'A sign-in outlives the storage of its tab',
    theirs:
      'It is in `sessionStorage` alone: where the callback opens in another tab, or in the browser of an app that drops it, it is `sign_in_session.not_found`.',
    ours: 'With the built-in storage, a copy of the sign-in is in `localStorage`, under its `state`: good for one use, and for ten minutes.',
    because: 'The visitor has signed in at the provider, and did not choose where that leads.',
    facets: { 'built-in': ['sign-ins kept'] },
    applies: ({ ours, theirs }) => {
      const copies = Object.entries(ours['sign-ins kept'] ?? {});
      const session = { ...ours.signInSession, nonce: ours['nonce remembered'] };
      return (
        theirs['sign-ins kept'] === undefined &&
        copies.length === 1 &&
        copies.every(
          ([state, { at, ...copy }]) =>
            state === session.state &&
            canonical(copy) === canonical(session) &&
            Math.abs(at - Date.now() / 1000) < 60
        )
      );
    },
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
    name: 'callback-over',
    why: BUG,
    title: 'A callback that was handled before is no error',
    theirs:
      'The page is reloaded, gone back to, or handles the callback twice: `sign_in_session.not_found`.',
    ours: 'Nothing is done, when no sign-in is under way and somebody is signed in.',
    because: 'What the visitor came for is done: there is nothing to tell them.',
    facets: {
      callback: facetsOf('', 'getAccessToken', 'again'),
      'built-in': ENDING,
    },
    applies: ({ case: theCase, ours, theirs }) => {
      const isOver = (ending) =>
        theirs[ending]?.code === 'sign_in_session.not_found' && 'gave' in ours[ending];
      const { idToken = '' } = theCase.storage ?? theCase.local;

      return isOver('ending')
        ? idTokenClaims(idToken, issuerOf(theCase)) !== undefined
        : isOver('again ending') && 'gave' in ours.ending;
    },
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
];
