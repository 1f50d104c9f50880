// The configuration, and the arguments of calls.

import { twice } from '../in-page/callback-model.js';
import { EVERYTHING, SAFER, BUG, refused, words } from './common.js';

export const ofConfiguration = [
  {
    name: 'configuration-checked',
    why: BUG,
    title: 'A configuration that cannot work is refused by the constructor',
    theirs:
      'A missing or mistyped `endpoint`, `appId`, `scopes` and so on becomes a `TypeError` later, or goes to the provider as `undefined` or as single letters.',
    ours: '`new LogtoClient()` throws `config.invalid`, which names the field and what is expected; without WebAssembly, the first call of a method does.',
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
];
