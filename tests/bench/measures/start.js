import { emulateCpu, emulateNetwork, NETWORKS, openProfile } from '../browser.js';
import { libraries } from '../libraries.js';
import { inRounds } from '../rounds.js';
import { inNewContext, inNewTab, openHome, signIn } from '../visits.js';

/** After so many visits the engine has kept the compiled script, too. */
const VISITS_UNTIL_WARM = 3;

/** How many times slower the CPU is, and with which network. */
const CONDITIONS = [1, 4].flatMap((cpu) =>
  [NETWORKS.none, NETWORKS.good, NETWORKS.slow].map((network) => ({ cpu, network }))
);

/** The tab is on an empty page of the site already: what is timed is a page, not how a tab starts. */
const timed = async ({ page, session }, world, library, { cpu, network }) => {
  await page.goto(world.site.empty(library));
  await emulateNetwork(session, network);
  await emulateCpu(session, cpu);

  return openHome(page, world, library);
};

const warmUp = async (context, world) => {
  for (const library of libraries) {
    for (let visit = 0; visit < VISITS_UNTIL_WARM; visit += 1) {
      await inNewTab(context, ({ page }) => openHome(page, world, library));
    }
  }
};

/** The libraries whose session lasts in another tab. */
const lasting = libraries.filter(({ lastsInNewTab }) => lastsInNewTab);

const signAllIn = async (context, world) => {
  for (const library of lasting) {
    // Without the cookie, the provider asks for the password again.
    await context.clearCookies({ name: /^_session_/ });
    await inNewTab(context, ({ page }) => signIn(page, world, library));
    await inNewTab(context, async ({ page }) => {
      await openHome(page, world, library);

      if (!(await page.evaluate(() => globalThis.use.isAuthenticated()))) {
        throw new Error(`${library.name} forgot who signed in`);
      }
    });
  }
};

/** What a cold cache costs shows on a network with a delay, and on a CPU as slow as a telephone's. */
const isSlow = ({ cpu, network }) => cpu > 1 && network !== NETWORKS.none;

/** What the visitor's browser has of the site, in the order of the run: each state begins with what the last one left. */
const states = (browser, { context }, world) => [
  {
    name: 'cold',
    compared: libraries,
    prepare: () => {},
    inTab: (work) => inNewContext(browser, work),
  },
  {
    name: 'warm',
    compared: libraries,
    prepare: () => warmUp(context, world),
    inTab: (work) => inNewTab(context, work),
  },
  {
    name: 'warm, signed in',
    compared: lasting,
    prepare: () => signAllIn(context, world),
    inTab: (work) => inNewTab(context, work),
  },
  {
    name: 'cold, signed in',
    compared: lasting,
    prepare: () => {},
    inTab: (work) =>
      inNewTab(context, async (tab) => {
        await tab.session.send('Network.clearBrowserCache');

        return work(tab);
      }),
    conditions: CONDITIONS.filter(isSlow),
  },
];

export const start = {
  how: `From the navigation to the answer of the first \`isAuthenticated()\`. Cold: a new browser context for each run. Warm:
a new tab for each run, of a profile in which the page was opened ${VISITS_UNTIL_WARM} times before. The visitor is signed out,
unless the row says "signed in". Cold and signed in: the same profile after its HTTP cache was emptied, as after a new
release of the library. oidc-client-ts takes no part there: its session does not last in a new tab.`,

  async run({ browser, world, rounds, log }) {
    const profile = await openProfile();
    const rows = [];

    try {
      for (const { name, compared, prepare, inTab, conditions = CONDITIONS } of states(browser, profile, world)) {
        await prepare();
        for (const condition of conditions) {
          const { cpu, network } = condition;
          const speed = cpu === 1 ? 'as it is' : `${cpu}x slower`;
          const label = `${name}, CPU ${speed}, ${network.name}`;

          log(label);
          rows.push({
            key: `${name}-${cpu}x-${network.latency}ms`,
            label,
            unit: 'ms',
            values: await inRounds(compared, rounds, (library) =>
              inTab((tab) => timed(tab, world, library, condition))
            ),
          });
        }
      }
    } finally {
      await profile.close();
    }

    return rows;
  },
};
