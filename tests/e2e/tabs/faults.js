import { setTimeout as wait } from 'node:timers/promises';

import { randomOf } from '../differential/in-page/random.js';
import { FULL } from '../support/volume.js';

const ENDPOINTS = {
  discovery: '/oidc/.well-known/openid-configuration',
  jwks: '/oidc/jwks',
  token: '/oidc/token',
  userinfo: '/oidc/me',
};

const SLOW = 1500;

const retryLater = (status) => ({
  status,
  headers: { 'Retry-After': '1', 'Access-Control-Expose-Headers': 'Retry-After' },
  body: 'Later',
});

/** Before the request is handled: whatever it would have spent is not spent. */
const BEFORE = {
  reset: () => ({ reset: true }),
  500: () => ({ status: 500, body: 'Oh' }),
  503: () => retryLater(503),
  429: () => retryLater(429),
  html: () => ({
    status: 200,
    headers: { 'Content-Type': 'text/html' },
    body: '<!DOCTYPE html><title>Maintenance</title>',
  }),
  slow: () => ({ until: wait(SLOW) }),
};

/** The request is handled, and whoever sent it never hears of it. */
const LOST = 'lost answer';

/** Of the requests to an endpoint. There are few for tokens. */
const SHARE = { discovery: 0.3, jwks: 0.2, token: 0.35, userinfo: 0.2 };

/** How often each fault happened at each endpoint. */
class Tally {
  counts = {};

  add(endpoint, kind) {
    this.counts[endpoint] ??= {};
    this.counts[endpoint][kind] = (this.counts[endpoint][kind] ?? 0) + 1;
  }

  has(endpoint, kind) {
    return Boolean(this.counts[endpoint]?.[kind]);
  }

  hasKind(kind) {
    return Object.keys(this.counts).some((endpoint) => this.has(endpoint, kind));
  }

  hasEndpoint(endpoint) {
    return endpoint in this.counts;
  }

  toString() {
    return Object.entries(this.counts)
      .map(([endpoint, kinds]) => `${endpoint} ${JSON.stringify(kinds)}`)
      .join(', ');
  }
}

/** What has not happened yet, by volume: `kindsAt` says which kinds of faults an endpoint has. */
const MISSING = {
  /** Every kind of fault at every endpoint. */
  full: (tally, kindsAt) =>
    Object.keys(ENDPOINTS).flatMap((endpoint) =>
      kindsAt(endpoint)
        .filter((kind) => !tally.has(endpoint, kind))
        .map((kind) => `${endpoint}: ${kind}`)
    ),

  /** Every kind of fault at some endpoint, a fault at every endpoint, and a lost answer with tokens. */
  default: (tally, kindsAt) => [
    ...[...Object.keys(BEFORE), LOST].filter((kind) => !tally.hasKind(kind)),
    ...Object.keys(ENDPOINTS).filter((endpoint) => !tally.hasEndpoint(endpoint)),
    ...kindsAt('token').filter((kind) => kind === LOST && !tally.has('token', kind)),
  ],
};

const missingOf = FULL ? MISSING.full : MISSING.default;

/** The kinds in an order of chance, over and over: none of them is left out for long. */
const deckOf = (kinds, random) => {
  let deck = [];

  return () => {
    if (deck.length === 0) deck = random.shuffled(kinds);
    return deck.pop();
  };
};

/**
 * Lets every endpoint fail by chance, until it is mended.
 *
 * @param {object} options
 * @param {Awaited<ReturnType<typeof import('./world.js').openTabsWorld>>} options.world
 * @param {number} options.seed
 * @param {boolean} options.losesTokens whether answers with tokens are lost, too. Where a refresh token may not come
 *   twice, such a loss is the end of the session, and nobody's fault.
 */
export const letFail = ({ world: { provider, ledger }, seed, losesTokens }) => {
  const tally = new Tally();
  const mended = [];
  const kindsAt = (endpoint) =>
    endpoint === 'token' && !losesTokens ? Object.keys(BEFORE) : [...Object.keys(BEFORE), LOST];
  /** How many answers with tokens the ledger had when one was lost. */
  let lostAt;

  Object.entries(ENDPOINTS).forEach(([endpoint, path], index) => {
    const random = randomOf(seed, index);
    const isToken = endpoint === 'token';
    const draw = deckOf(kindsAt(endpoint), random);
    /** Answers that will be lost once they are there. */
    let losses = 0;

    const choose = () => {
      // After a lost answer the refresh token has to come again within its window: to delay it
      // further would be another way to end the session.
      const isOwed = isToken && lostAt !== undefined && ledger.refreshes.length <= lostAt;
      if (isOwed || !random.chance(SHARE[endpoint])) return undefined;

      const kind = draw();
      tally.add(endpoint, kind);
      if (kind !== LOST) return BEFORE[kind]();
      losses += 1;
      // The ledger will have it: it is handled.
      if (isToken) lostAt = ledger.refreshes.length + 1;
      return undefined;
    };
    const lose = () => {
      if (losses === 0) return undefined;
      losses -= 1;
      return { drop: true };
    };

    mended.push(provider.fault(path, choose), provider.tamper(path, lose));
  });

  return {
    tally,
    /** The faults that have not happened yet, of those that are to be lived through. */
    missing: () => missingOf(tally, kindsAt),
    mend: () => mended.forEach((undo) => undo()),
  };
};

/** `LOGTO_WASM_SEED` repeats the faults of an earlier run. */
export const seedOfRun = () =>
  Number(process.env.LOGTO_WASM_SEED ?? Math.floor(Math.random() * 0x1_0000_0000));
