// Arguments of `signIn` and `signOut`.

import { APP } from '../constants.js';
import { NOT_A_FLAG, NOT_A_LIST, NOT_A_TEXT, NULL, ODD, fill, usually } from './fields.js';

const OPTIONS = {
  redirectUri: {
    good: [
      `${APP}/callback`,
      `${APP}/callback`,
      `${APP}/callback?tenant=7`,
      `${APP}/callback/`,
      `${APP}/call%20back`,
      `${APP}/ä`,
      `${APP}?a=b&a=c`,
      APP,
      `${APP}:8443/callback`,
      'HTTPS://APP.test/callback',
      'http://localhost:8080/callback',
      new URL(`${APP}/callback`),
      new URL(`${APP}/call back?tenant=ä`),
    ],
    bad: [
      ['missing', undefined],
      ['missing', ''],
      ['null', null],
      ['relative', 'callback'],
      ['relative', '/callback'],
      ['custom scheme', 'com.example.app://callback'],
      ['custom scheme', new URL('com.example.app://callback')],
      ['not http', 'javascript:alert(1)'],
      ['not http', 'https://user@app.test/callback'],
      ['fragment', `${APP}/callback#here`],
      ['type', 42],
      ['type', {}],
    ],
  },
  postRedirectUri: {
    good: usually(`${APP}/home`, `${APP}/home?a=b#c`, new URL(`${APP}/home`)),
    bad: [
      NULL,
      ['empty', ''],
      ['relative', '/home'],
      ['relative', 'home?a=b'],
      ['custom scheme', 'com.example.app://home'],
      ['not http', 'javascript:alert(1)'],
      ['type', 42],
      ['type', {}],
    ],
  },
  prompt: {
    good: usually('login', 'none', ['login', 'consent']),
    bad: [NULL, ['empty', ''], ['empty', []], ['type', 42], ['type', {}]],
  },
  loginHint: { good: usually('alice', 'alice@app.test', '', ...ODD), bad: [NULL, ...NOT_A_TEXT] },
  firstScreen: {
    good: usually('sign_in', 'register', 'identifier:sign_in', 'signIn', '', 'ä b'),
    bad: [NULL, ...NOT_A_TEXT],
  },
  identifiers: {
    lists: ['email', 'phone', 'username', 'a b', ''],
    bad: [NULL, ...NOT_A_LIST],
  },
  interactionMode: {
    good: usually('signIn', 'signUp', '', 'other'),
    bad: [NULL, ...NOT_A_TEXT],
  },
  directSignIn: {
    good: usually(
      { method: 'social', target: 'huggingface' },
      { method: 'sso', target: 'a:b c' },
      { method: 'social', target: 'ä', more: 1 },
      { method: '', target: '' }
    ),
    bad: [
      NULL,
      ['parts', {}],
      ['parts', { method: 'sso' }],
      ['parts', { target: 'huggingface' }],
      ['type', 'social:huggingface'],
      ['type', { method: 'social', target: 42 }],
    ],
  },
  clearTokens: {
    good: usually(true, false, false),
    bad: [NULL, ...NOT_A_FLAG],
  },
  oneTimeToken: { good: usually('token'), bad: [] },
};

const EXTRA_NAMES = [
  ...['ui_locales', 'organization_id', 'one_time_token', 'resource', 'State'],
  // Numbers come first, whatever the order they were set in.
  ...['10', '9', ''],
  ...ODD,
];
const EXTRA_VALUES = ['fr', '', 'https://api.test', ...ODD];

/** The names that only the SDK may set. */
const OWN = [
  'client_id',
  'redirect_uri',
  'response_type',
  'response_mode',
  'scope',
  'prompt',
  'state',
  'nonce',
  'code_challenge',
  'code_challenge_method',
  'request',
  'request_uri',
];

/** From text, as only JSON makes a field called `__proto__`. */
const objectOf = (pairs) =>
  JSON.parse(`{${pairs.map((pair) => pair.map((part) => JSON.stringify(part)).join(':'))}}`);

const extraParams = (random) =>
  objectOf(random.several(EXTRA_NAMES, 4).map((name) => [name, random.pick(EXTRA_VALUES)]));

const badExtraParams = (random) =>
  random.pick([
    ['own', { ...extraParams(random), [random.pick(OWN)]: 'of the site' }],
    NULL,
    ['type', { ui_locales: random.pick([42, null, undefined, true]) }],
    ['type', random.pick(['fr', 42])],
  ]);

/** The arguments of `signIn`: mostly options, sometimes the older three. */
export const signInArguments = (random, badShare = 0) => {
  const { object, bad } = fill(OPTIONS, random, badShare);

  if (random.chance(0.15)) {
    const names = ['redirectUri', 'interactionMode', 'loginHint'];
    const among = Object.entries(bad).filter(([name]) => names.includes(name));
    return {
      arguments: names.map((name) => object[name]),
      badOptions: Object.fromEntries(among),
    };
  }
  if (random.chance(0.4)) object.extraParams = extraParams(random);
  if (random.chance(badShare / 4)) {
    [bad.extraParams, object.extraParams] = badExtraParams(random);
  }
  return { arguments: [object], badOptions: bad };
};

const POST_LOGOUT = {
  good: usually(
    APP,
    `${APP}/`,
    `${APP}/bye?a=b&c#d`,
    `${APP}/ä`,
    'https://APP.test',
    'http://localhost:8080',
    new URL(`${APP}/bye`)
  ),
  bad: [
    NULL,
    ['empty', ''],
    ['relative', '/bye'],
    ['relative', 'bye'],
    ['custom scheme', 'com.example.app://bye'],
    ['not http', 'javascript:alert(1)'],
    ['not http', 'https://user@app.test/'],
    ...NOT_A_TEXT,
  ],
};

/** The arguments of `signOut`. */
export const signOutArguments = (random, badShare = 0) => {
  if (random.chance(badShare)) {
    const [bad, value] = random.pick(POST_LOGOUT.bad);
    return { arguments: [value], badOptions: { postLogoutRedirectUri: bad } };
  }
  return { arguments: [random.pick(POST_LOGOUT.good)], badOptions: {} };
};
