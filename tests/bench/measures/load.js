import { libraries } from '../libraries.js';
import { inRounds, mapValues } from '../rounds.js';
import { inNewContext, openHome, signIn } from '../visits.js';

const PAGES = 10;

/** What the page's scripts fetch, by the end of the path; the rest are navigations. */
const KINDS = [
  ['discovery', /\/openid-configuration$/],
  ['keys', /\/jwks$/],
  ['token', /\/token$/],
  ['revocation', /\/revocation$/],
];

const visit = (browser, world, library) =>
  inNewContext(browser, async ({ page }) => {
    const provider = world.providerOf(library);
    provider.clearRequests();

    await signIn(page, world, library);
    for (let views = 0; views < PAGES; views += 1) {
      await openHome(page, world, library);
      await page.evaluate(() => globalThis.use.getAccessToken());
    }
    // Done when the provider's page about it is there: the request for it is the last of the visit.
    await page.evaluate(() => void globalThis.use.signOut());
    await page.waitForURL((url) => url.origin === provider.endpoint);

    const all = [...provider.requests];
    // Only a script of another origin says where it is from on a GET; forms of the provider are of its own.
    const fetched = all.filter(({ origin }) => origin === world.site.address);
    const counts = KINDS.map(([, path]) => fetched.filter((request) => path.test(request.path)).length);

    return { all: all.length, fetched: fetched.length, counts };
  });

export const load = {
  how: `Requests that the provider gets over one visit: sign in, ${PAGES} page views that each call \`isAuthenticated()\` and
\`getAccessToken()\`, sign out. Those that the library sends by \`fetch\`, by kind; and all, with the provider's own pages and
redirects, which are the same for all libraries.`,

  async run({ browser, world, quick }) {
    const values = await inRounds(libraries, quick ? 1 : 3, (library) => visit(browser, world, library));
    const row = (key, label, of) => ({ key, label, unit: 'count', values: mapValues(values, of) });

    return [
      row('fetched', 'sent by the library', ({ fetched }) => fetched),
      ...KINDS.map(([kind], index) => row(kind, `of these: ${kind}`, ({ counts }) => counts[index])),
      row('all', 'all', ({ all }) => all),
    ];
  },
};
