// Callback URLs: the right one, and what becomes of it when something is changed.

import { utf8 } from '../base64url.js';
import { APP, ISSUER, STATE } from '../constants.js';

export const REDIRECT_URIS = [
  `${APP}/callback`,
  `${APP}/callback`,
  `${APP}/callback`,
  `${APP}/callback/`,
  `${APP}/callback?tenant=7`,
  `${APP}/callback?tenant=a%20b&tenant=c`,
  `${APP}/callback?state=mine`,
  `${APP}/call/back`,
  `${APP}/%C3%A4`,
  `${APP}/ä`,
  `${APP}/`,
  APP,
  `${APP}:443/callback`,
  `${APP}:8443/callback`,
  'https://APP.test/callback',
  'http://localhost:8080/callback',
  'com.example.app://callback',
  'com.example.app://app/callback?tenant=7',
];

const RIGHT = ['code=code-of-the-case', `state=${STATE}`, `iss=${encodeURIComponent(ISSUER)}`];

/** The parts of the address that a browser shows when the provider has answered. */
const partsOf = (redirectUri) => {
  // Not `origin`, which the scheme of an app does not have.
  const { protocol, host, pathname, search } = new URL(redirectUri);
  const own = search.slice(1).split('&').filter(Boolean);
  return {
    origin: `${protocol}//${host}`,
    path: pathname,
    query: [...own, ...RIGHT],
    fragment: '',
  };
};

const assemble = ({ origin, path, query, fragment }) =>
  `${origin}${path}?${query.join('&')}${fragment}`;

const percent = (text) =>
  [...utf8(text)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');

const nameOf = (parameter) => parameter.split('=', 1)[0];
const valueOf = (parameter) => parameter.slice(nameOf(parameter).length + 1);

/** Puts something in the place of one of the parameters. */
const replacing =
  (change) =>
  ({ query, ...rest }, random) => {
    const at = random.below(query.length);
    return {
      ...rest,
      query: query.flatMap((each, index) => (index === at ? change(each, random) : each)),
    };
  };

/** Puts another value in the place of a parameter's. */
const setting =
  (name, values) =>
  ({ query, ...rest }, random) => ({
    ...rest,
    query: query.map((each) => (nameOf(each) === name ? `${name}=${random.pick(values)}` : each)),
  });

/** Puts parameters among the others, at any place. */
const adding =
  (choices) =>
  ({ query, ...rest }, random) => {
    const at = random.below(query.length + 1);
    return { ...rest, query: [...query.slice(0, at), ...random.pick(choices), ...query.slice(at)] };
  };

const otherValue = (parameter) => `${nameOf(parameter)}=another`;

const PARAMETERS = [
  replacing(() => []),
  replacing((each) => `${nameOf(each)}=`),
  replacing(nameOf),
  replacing((each) => [each, each]),
  replacing((each) => [each, otherValue(each)]),
  replacing((each) => [otherValue(each), each]),
  replacing((each) => [each, `${nameOf(each)}=`]),
  replacing((each) => `${percent(nameOf(each))}=${valueOf(each)}`),
  replacing((each) => `${nameOf(each)}=${valueOf(each).replace(/^\w/, (first) => percent(first))}`),
  replacing((each) => `${nameOf(each)[0].toUpperCase()}${each.slice(1)}`),
  ({ query, ...rest }, random) => ({ ...rest, query: random.shuffled(query) }),
  setting('state', [
    'another',
    STATE.slice(0, -1),
    `${STATE}x`,
    STATE.toUpperCase(),
    `${STATE}%20`,
    `+${STATE}`,
    `${STATE}%00`,
  ]),
  setting('iss', [
    encodeURIComponent(`${ISSUER}/`),
    encodeURIComponent('https://evil.test/oidc'),
    encodeURIComponent(ISSUER.toUpperCase()),
    'null',
    '',
  ]),
  setting('code', ['a+b', 'a%20b', '%E4%BD%A0', '%FF', 'a%26state%3Db', 'a=b=c', '"<>\'']),
  adding([
    ['error=access_denied', 'error_description=The+visitor+said%20no.'],
    ['error=access_denied'],
    ['error=login_required', 'error_description='],
    ['error='],
    ['error_description=alone'],
    ['error=a%3Cb%3E%E4', 'error_description=%F0%9F%98%80', 'error_uri=https%3A%2F%2Fe.test'],
  ]),
  adding([
    ['session_state=x'],
    ['foo=bar', 'foo=baz'],
    ['__proto__=x'],
    ['=x'],
    [''],
    ['code_challenge=x'],
    ['response=jwt'],
    ['a%ZZb=%'],
    ['x?y'],
    ['to=/next?code=other'],
  ]),
];

/** An error in the place of the code, as providers answer. */
const refused = ({ query, ...rest }, random) => ({
  ...rest,
  query: [
    ...query.filter((each) => nameOf(each) !== 'code'),
    `error=${random.pick(['access_denied', 'consent_required', 'invalid_scope'])}`,
    ...random.several(['error_description=The%20provider%20says%20no.'], 1),
  ],
});

const atPath = (change) => (parts, random) => ({ ...parts, path: change(parts.path, random) });
const atOrigin = (change) => (parts, random) => ({
  ...parts,
  origin: change(parts.origin, random),
});

const PLACES = [
  atPath((path) => `${path}.evil`),
  atPath((path) => `${path}evil`),
  atPath((path) => `${path}/evil`),
  atPath((path) => `${path}/`),
  atPath((path) => `${path}//`),
  atPath((path) => `${path}/../callback`),
  atPath((path) => `${path}/%2e%2e/evil`),
  atPath((path) => path.toUpperCase()),
  atPath((path) => path.slice(0, -1)),
  atPath((path) => `/${path}`),
  atPath((path) => `${path};x=y`),
  atPath((path) => path.replaceAll('/', '\\')),
  atPath((path) => path.replace('c', '%63')),
  atPath((path) => `/evil${path}`),
  atPath(() => ''),
  atOrigin((origin) => `${origin}.evil.test`),
  atOrigin((origin) => `${origin}@evil.test`),
  atOrigin((origin) => origin.replace('://', '://evil.')),
  atOrigin((origin) => origin.replace('://', '://user@')),
  atOrigin((origin) => origin.replace('://', '://user:password@')),
  atOrigin((origin) => origin.replace('.test', '.test.')),
  atOrigin((origin) => origin.replace(/(:\d+)?$/, ':8444')),
  atOrigin((origin) => origin.replace(/(:\d+)?$/, ':443')),
  atOrigin((origin) => origin.toUpperCase()),
  atOrigin((origin) =>
    origin.startsWith('https') ? origin.replace('s:', ':') : `https${origin.slice(4)}`
  ),
  atOrigin((origin) => `blob:${origin}`),
  atOrigin((origin) => origin.replace('//', '/')),
  atOrigin((origin) => origin.replace('//', '////')),
  atOrigin(() => ''),
  atOrigin(() => 'javascript:alert(1)//'),
];

const FRAGMENTS = ['#', '#_=_', '#state=another', `#?${RIGHT.join('&')}`, '#/route', '#a?b'];
const ending = (parts, random) => ({ ...parts, fragment: random.pick(FRAGMENTS) });

/** What is done to the text of the URL, whatever its parts. */
const TEXTS = [
  (text) => ` ${text}`,
  (text) => `${text}\n`,
  (text) => text.replace('?', '??'),
  (text) => text.replace('?', '?#'),
  (text) => text.replace('?', '#'),
  (text) => text.replace('?', ''),
  (text) => text.split('?')[0],
  (text) => `${text.split('?')[0]}?`,
  (text) => text.replaceAll('&', ';'),
  (text) => text.replaceAll('&', '&amp;'),
  (text) => `${text}?${RIGHT.join('&')}`,
  (text) => text.slice(0, Math.ceil(text.length / 2)),
  (text) => encodeURI(text),
  (text) => encodeURIComponent(text),
  (text) => text.replace('app', 'a\tpp'),
];

const NOT_TEXTS = [undefined, null, '', 42, {}];

/**
 * The callback of a sign-in that went out with `redirectUri`, or something that resembles it.
 *
 * @returns {unknown} a text, mostly
 */
export const callbackUrl = (random, redirectUri) => {
  if (random.chance(0.01)) return random.pick(NOT_TEXTS);

  let parts = partsOf(redirectUri);
  if (random.chance(0.1)) parts = refused(parts, random);
  if (random.chance(0.65)) {
    for (const change of random.several(PARAMETERS, 3)) parts = change(parts, random);
  }
  if (random.chance(0.2)) parts = random.pick(PLACES)(parts, random);
  if (random.chance(0.1)) parts = ending(parts, random);

  const text = assemble(parts);
  if (random.chance(0.08)) return random.pick(TEXTS)(text);
  return random.chance(0.05) && URL.canParse(text) ? new URL(text) : text;
};
