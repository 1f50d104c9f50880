import { libraries, named, OURS, THEIRS } from '../libraries.js';
import { inRounds } from '../rounds.js';
import { inNewContext, signIn } from '../visits.js';
import { openWorld } from '../world.js';

const METHODS = ['isAuthenticated', 'getAccessToken', 'getIdToken', 'getIdTokenClaims'];

/** How many access tokens are stored when they are looked up for the first time. */
const STORED = [1, 100, 1_000];

const CALLERS = 200;

/** The first access token expires soon, which is waited for; the one it is renewed to does not. */
const SECONDS = 2;
const ONE_HOUR = 60 * 60;
const accessTokenSeconds = ({ oidc }) =>
  oidc.params.grant_type === 'authorization_code' ? SECONDS : ONE_HOUR;

/** Runs in the page: calls one after the other, for so long; answers how many there were a second. */
const perSecond = async ({ method, milliseconds }) => {
  const call = globalThis.use[method];
  const start = performance.now();
  let calls = 0;
  let passed;

  do {
    // The clock is asked now and then, so that it costs nothing.
    for (let batch = 0; batch < 100; batch += 1) await call();
    calls += 100;
    passed = performance.now() - start;
  } while (passed < milliseconds);

  return (calls * 1000) / passed;
};

/**
 * Runs in the page: stores as many access tokens, for a resource each, and looks up each of them for the first time; again
 * with other tokens, for so long. Answers how many microseconds a look-up took.
 *
 * A look-up can be shorter than a tick of the page's clock. The mean of many is right all the same, because the ticks fall
 * at random into the time that is measured.
 */
const firstLookUp = async ({ script, endpoint, appId, stored, milliseconds }) => {
  const { default: LogtoClient } = await import(script);
  const key = `logto:${appId}:accessToken`;
  const before = localStorage.getItem(key);
  const resources = Array.from({ length: stored }, (_, index) => `https://api.example/${index}`);
  let changes = 0;
  const changeStorage = () => {
    changes += 1;
    const entries = resources.map((resource) => [
      `@${resource}`,
      { token: `token-${changes}-of-${resource}`, scope: 'read', expiresAt: Math.ceil(Date.now() / 1000) + 3600 },
    ]);
    localStorage.setItem(key, JSON.stringify(Object.fromEntries(entries)));
  };

  changeStorage();
  // A client that reads storage only when it is made has all the tokens.
  const client = new LogtoClient({ endpoint, appId, resources });
  await client.isAuthenticated();

  const end = performance.now() + milliseconds;
  let spent = 0;
  let lookUps = 0;

  do {
    changeStorage();
    const start = performance.now();
    let now = start;

    for (let index = 0; index < stored && now < end; index += 1) {
      await client.getAccessToken(resources[index]);
      lookUps += 1;
      now = performance.now();
    }
    spent += now - start;
  } while (performance.now() < end);

  localStorage.setItem(key, before);
  return (spent * 1000) / lookUps;
};

/** A page of each library on which a visitor has signed in. */
const signedIn = async (browser, world) => {
  const pages = new Map();

  for (const library of libraries) {
    const page = await (await browser.newContext()).newPage();
    await signIn(page, world, library);
    pages.set(library.name, page);
  }

  return pages;
};

/** How many tokens are asked for when many callers find theirs expired. */
const countRenewals = (browser, world, library) =>
  inNewContext(browser, async ({ page }) => {
    await signIn(page, world, library);

    const { requests } = world.providerOf(library);
    // Libraries that round the time of the request up are up to a second late.
    const expires = Date.now() + (SECONDS + 1) * 1000;
    await page.waitForFunction((expires) => Date.now() > expires, expires);

    const before = requests.length;
    await page.evaluate(
      (callers) => Promise.all(Array.from({ length: callers }, () => globalThis.use.getAccessToken())),
      CALLERS
    );

    return requests
      .slice(before)
      .filter(({ method, path }) => method === 'POST' && path.endsWith('/token')).length;
  });

export const calls = {
  how: `Calls a second, one after the other, on the callback page after the visitor has signed in: nothing has to be fetched.
oidc-client-ts has \`getUser()\` for all of them. Auth0's library has the ID token among the claims.

"First look-up" is the time of \`getAccessToken(resource)\` when storage holds so many tokens and has just changed, as another
tab changes it: the mean of the first look-up of each token. \`@logto/browser\` reads the tokens only when the client is made:
that is not in its time, and it answers with the tokens of before the change.

Then ${CALLERS} calls of \`getAccessToken()\` at once when the token has expired: how many token requests the provider gets.
oidc-client-ts takes no part, because it renews by a timer.`,

  async run({ browser, world, rounds, quick, log }) {
    const pages = await signedIn(browser, world);
    const milliseconds = quick ? 100 : 500;
    const rows = [];

    for (const method of METHODS) {
      log(method);
      rows.push({
        key: method,
        label: `\`${method}()\``,
        unit: 'per second',
        values: await inRounds(libraries, rounds, ({ name }) =>
          pages.get(name).evaluate(perSecond, { method, milliseconds })
        ),
      });
    }
    for (const stored of STORED) {
      const tokens = stored === 1 ? 'one stored token' : `each of ${stored.toLocaleString('en')} stored tokens`;

      log(`first look-up of ${tokens}`);
      rows.push({
        key: `look-up-${stored}`,
        label: `first look-up of ${tokens}`,
        unit: 'µs',
        values: await inRounds(named(OURS, THEIRS), rounds, (library) =>
          pages.get(library.name).evaluate(firstLookUp, {
            script: world.site.script(library),
            endpoint: world.providerOf(library).endpoint,
            appId: library.id,
            stored,
            milliseconds,
          })
        ),
      });
    }
    await Promise.all([...pages.values()].map((page) => page.context().close()));

    log(`${CALLERS} callers`);
    const shortLived = await openWorld({ accessTokenSeconds });

    try {
      rows.push({
        key: 'renewals',
        label: `token requests of ${CALLERS} callers`,
        unit: 'count',
        values: await inRounds(
          libraries.filter(({ renewsOnDemand }) => renewsOnDemand),
          quick ? 1 : 3,
          (library) => countRenewals(browser, shortLived, library)
        ),
      });
    } finally {
      await shortLived.close();
    }

    return rows;
  },
};
