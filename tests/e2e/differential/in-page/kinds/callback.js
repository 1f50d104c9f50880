// A callback URL: whether it is one, what is made of it, and what is stored afterwards.

import { verdict } from '../callback-model.js';
import { CONFIG, STATE, VERIFIER } from '../constants.js';
import { canonical, departure, endingOf, prefixed } from '../outcome.js';
import { oldTokens, readStorage } from '../stored.js';
import { REDIRECT_URIS, callbackUrl } from '../values/callback-urls.js';
import { respond, tokenAnswer } from '../values/token-answers.js';
import { worldOf } from '../world.js';

/** Sessions that were not written by a sign-in; `bad` ones are none. */
const session = (redirectUri, more) =>
  JSON.stringify({ redirectUri, codeVerifier: VERIFIER, state: STATE, ...more });

const STORED_SESSIONS = {
  'without a nonce': (redirectUri) => session(redirectUri),
  'with a field more': (redirectUri) => session(redirectUri, { more: { a: 1 } }),
  'with a post-redirect URI': (redirectUri) =>
    session(redirectUri, { postRedirectUri: 'https://app.test/home' }),
};

const BAD_SESSIONS = {
  'none': () => undefined,
  'empty': () => '',
  'no JSON': () => '{"redirectUri"',
  'no object': () => '"session"',
  'null': () => 'null',
  'a list': () => '[]',
  'no redirect URI': () => session(undefined),
  'no state': (redirectUri) => session(redirectUri, { state: undefined }),
  'state of another type': (redirectUri) => session(redirectUri, { state: 42 }),
  'no verifier': (redirectUri) => session(redirectUri, { codeVerifier: null }),
  'empty redirect URI': () => session(''),
  'a redirect URI that is none': () => session('callback'),
  'a nonce of another type': (redirectUri) => session(redirectUri, { nonce: 42 }),
  'a post-redirect URI of another type': (redirectUri) =>
    session(redirectUri, { postRedirectUri: 42 }),
  'a post-redirect URI of null': (redirectUri) => session(redirectUri, { postRedirectUri: null }),
};

/** With these no sign-in is under way. */
const NO_SESSIONS = ['none', 'empty'];

const sessionOf = (random) => {
  if (random.chance(0.6)) return { from: 'sign-in' };
  return random.chance(0.75)
    ? { from: 'storage', what: random.pick(Object.keys(STORED_SESSIONS)) }
    : { from: 'storage', bad: random.pick(Object.keys(BAD_SESSIONS)) };
};

const isUrl = (url) => typeof url === 'string' || url instanceof URL;

export const callback = {
  name: 'callback',

  generate(random) {
    const redirectUri = random.pick(REDIRECT_URIS);
    return {
      redirectUri,
      postRedirectUri: random.pick([undefined, undefined, 'https://app.test/home']),
      clearTokens: random.chance(0.5),
      session: sessionOf(random),
      storage: random.chance(0.5) ? oldTokens : { other: 'of the site' },
      url: callbackUrl(random, redirectUri),
      hasCache: random.chance(0.2),
      answer: tokenAnswer(random, 0.3),
    };
  },

  async run(sdk, theCase) {
    const { redirectUri, postRedirectUri, clearTokens, url } = theCase;
    const { bad, what, from } = theCase.session;
    const stored =
      from === 'storage' && (bad ? BAD_SESSIONS[bad] : STORED_SESSIONS[what])(redirectUri);
    let nonce;
    const world = worldOf(sdk, {
      storage: {
        ...theCase.storage,
        ...(typeof stored === 'string' && { signInSession: stored }),
      },
      hasCache: theCase.hasCache,
      answers: {
        '/oidc/token': (_form, endpoint) => respond(theCase.answer, endpoint, CONFIG.appId, nonce),
      },
    });
    const client = new sdk.BaseClient(CONFIG, world.adapter);
    if (from === 'sign-in') {
      await client.signIn({ redirectUri, postRedirectUri, clearTokens });
      nonce = departure(world.navigations())['?nonce']?.[0];
    }
    const before = world.storage();
    world.forget();

    const redirected = await endingOf(sdk, () => client.isSignInRedirected(url));
    const ended = await endingOf(sdk, () => client.handleSignInCallback(url));
    const after = world.storage();
    const departed = departure(world.navigations());
    const requests = world.requests();
    const cached = world.cached();

    return {
      ...prefixed('isSignInRedirected', redirected),
      ...ended,
      ...readStorage(after),
      ...departed,
      requests,
      cached,
      unchanged: canonical(after) === canonical(before),
      // What this page has in memory is what other pages read from storage.
      ...('gave' in ended.ending &&
        prefixed('getAccessToken', await endingOf(sdk, () => client.getAccessToken()))),
      ...prefixed('again', await endingOf(sdk, () => client.handleSignInCallback(url))),
    };
  },

  broken({ redirectUri, session: { bad }, storage, url }, ours) {
    const { ending, unchanged, place, requests } = ours;
    const problems = [];
    if ('threw' in ending && !unchanged) problems.push('something stored in spite of an error');
    if ('threw' in ending && place) problems.push('left in spite of an error');

    const [, code = 'accepted'] = /^callback_uri_verification\.(.*)/.exec(ending.code) ?? [];
    const right = verdict(url, redirectUri);
    if (!bad && isUrl(url) && code !== right) problems.push(`has to be ${right}`);


    // A callback without a sign-in is that of one that is over, or an error.
    if (NO_SESSIONS.includes(bad)) {
      const isOver = 'idToken' in storage;
      if ('gave' in ending !== isOver) problems.push(`is${isOver ? '' : ' not'} over`);
      if (!unchanged || place || requests.length > 0) problems.push('more than nothing done');
    }
    const isOver = 'gave' in ending;
    if ('gave' in ours['again ending'] !== isOver) problems.push(`is${isOver ? '' : ' not'} over`);
    return problems;
  },
};
