/**
 * A tab that asks for access tokens all the time, and remembers what became of it: `window.tab`.
 *
 * It knows nothing of the SDK but its methods. What is wrong with what it got is told by the test, which
 * knows what the provider gave out.
 */
import { breakDown } from './broken.js';

/** Every so many rounds the session is asked about. */
const ASK_EVERY = 5;

/** A browser has six connections to a provider, for all tabs together: more only wait in its queue. */
const MOST_AT_ONCE = 6;

let sdk;
let settings;
let client;
let timer;
/** The session is being ended on purpose: to hear of that is no loss. */
let ending = false;
let signOutError;
const pending = new Set();

const seen = {
  rounds: 0,
  answered: 0,
  /** @type {Record<string, number>} by code */
  errors: {},
  /** @type {Array<{ at: number, what: string }>} */
  losses: [],
  /** When each token was last asked for: it must have been alive then. */
  tokens: {},
  accepted: 0,
  /** @type {Array<{ token: string, at: number, status: number }>} */
  refused: [],
};

const lose = (what) => {
  if (!ending) seen.losses.push({ at: Date.now(), what });
};

const fail = (error) => {
  const code = error.code ?? String(error);
  seen.errors[code] = (seen.errors[code] ?? 0) + 1;
  if (code === 'not_authenticated') lose(error.message);
};

/** Is a token good for what it is for? In the SDK's way and, for the status, without it. */
const useToken = async (token) => {
  // At once: it has two seconds to live.
  const response = await fetch(`${settings.config.endpoint}/oidc/me`, {
    headers: { Authorization: `Bearer ${token}` },
  }).catch(() => undefined);

  if (response?.ok) seen.accepted += 1;
  if (response?.status === 401) {
    seen.refused.push({ token, at: Date.now(), status: response.status });
  }
  await client.fetchUserInfo().catch((error) => {
    // On a busy machine a token may die on its way. Of `token` it is known when that was.
    if (error.code !== 'oidc.invalid_token') fail(error);
  });
};

const getToken = async (resource, isUsed) => {
  const askedAt = Date.now();
  try {
    const token = await client.getAccessToken(resource);
    seen.answered += 1;
    seen.tokens[token] = Math.max(seen.tokens[token] ?? 0, askedAt);
    if (isUsed) await useToken(token);
  } catch (error) {
    fail(error);
  }
};

const newClient = () => {
  // Where the SDK keeps the provider's metadata and keys: a page in a new tab has none of them.
  sessionStorage.clear();
  client = new sdk.default(settings.config);
};

const round = async () => {
  const { resources, useEvery, renewEvery } = settings;
  seen.rounds += 1;
  if (renewEvery && seen.rounds % renewEvery === 0) newClient();
  if (seen.rounds % ASK_EVERY === 0 && !(await client.isAuthenticated())) {
    lose('isAuthenticated() is false');
  }
  const resource = resources[seen.rounds % resources.length] ?? undefined;
  await getToken(resource, !resource && seen.rounds % useEvery < resources.length);
};

/** Its own timer, which waits for nobody: whatever is slow is asked for again meanwhile, some times. */
const tick = () => {
  if (pending.size === MOST_AT_ONCE) return;
  const work = round().catch(fail).finally(() => pending.delete(work));
  pending.add(work);
};

window.tab = {
  /**
   * @param {object} given
   * @param {string} given.file which SDK
   * @param {object} given.config the client's
   * @param {Array<string | null>} given.resources what tokens are for, in turn; `null` for the default
   * @param {number} given.every milliseconds
   * @param {number} given.useEvery rounds after which a token is used
   * @param {number} [given.renewEvery] rounds after which the tab begins like a new one
   * @param {string} [given.broken] a part of the browser
   */
  async load(given) {
    settings = given;
    breakDown(given.broken);
    sdk = await import(`/logto-wasm/${given.file}`);
    client = new sdk.default(given.config);
  },

  signIn: (redirectUri) => void client.signIn({ redirectUri }),
  finishSignIn: () => client.handleSignInCallback(location.href),
  signOut(uri) {
    signOutError = undefined;
    client.signOut(uri).catch((error) => {
      signOutError = error.code ?? String(error);
    });
  },
  /** Why the last `signOut` has failed, if it has. */
  signOutError: () => signOutError,
  isAuthenticated: () => client.isAuthenticated(),

  /** One token, if there is none that lasts. */
  renew: () => getToken(undefined, false),
  /** One token, even if there is one that lasts. */
  renewAnyway: () =>
    client
      .getAccessToken(undefined, undefined, { forceRefresh: true })
      .then(() => (seen.answered += 1), fail),

  start() {
    timer = setInterval(tick, settings.every);
  },

  /** Resolves when nothing is under way any more. */
  async stop() {
    clearInterval(timer);
    while (pending.size > 0) await Promise.all(pending);
  },

  expectEnd() {
    ending = true;
  },

  report: () => structuredClone(seen),
  losses: () => seen.losses.length,
  accepted: () => seen.accepted,

  /** What is stored of the session. */
  stored() {
    const names = Object.keys(localStorage).filter((name) => name.startsWith('logto:'));
    return Object.fromEntries(names.sort().map((name) => [name, localStorage.getItem(name)]));
  },
};
