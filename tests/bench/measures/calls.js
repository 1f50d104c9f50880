import { libraries } from '../libraries.js';
import { inRounds } from '../rounds.js';
import { inNewContext, signIn } from '../visits.js';
import { openWorld } from '../world.js';

const METHODS = ['isAuthenticated', 'getAccessToken', 'getIdTokenClaims'];

const CALLERS = 200;

/** The first access token expires soon, which is waited for; the one it is renewed to does not. */
const SECONDS = 2;
const ONE_HOUR = 60 * 60;
const accessTokenSeconds = ({ oidc }) =>
  oidc.params.grant_type === 'authorization_code' ? SECONDS : ONE_HOUR;

/** Runs in the page: calls one after the other, for so long; how many there were a second. */
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

/** A page of each library on which somebody has signed in. */
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
    const expires = Date.now() + SECONDS * 1000;
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
  how: `Calls a second, one after the other, on the page where somebody has just signed in: nothing has to be fetched. Then
${CALLERS} calls of \`getAccessToken()\` at once when the token has expired: how many token requests the provider gets.
oidc-client-ts has \`getUser()\` for all three, and renews by a timer.`,

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
