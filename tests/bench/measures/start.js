import { emulateCpu, emulateNetwork, NETWORKS, openProfile } from '../browser.js';
import { libraries } from '../libraries.js';
import { inRounds } from '../rounds.js';
import { inNewContext, inNewTab, openHome } from '../visits.js';

const CPUS = [1, 4];
const CONDITIONS = [NETWORKS.none, NETWORKS.good, NETWORKS.slow];

/** After so many visits the engine has kept the compiled script, too. */
const VISITS_UNTIL_WARM = 3;

/** The tab is on an empty page of the site already: what is timed is a page, not how a tab starts. */
const timed = async ({ page, session }, world, library, cpu, network) => {
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

export const start = {
  how: `From the navigation to the answer of the first \`isAuthenticated()\`, with nobody signed in. Cold: a new browser
context for each run. Warm: a profile on disk in which the page was opened ${VISITS_UNTIL_WARM} times before, in a new tab for each run.`,

  async run({ browser, world, rounds, log }) {
    const profile = await openProfile();
    const caches = [
      ['cold', (work) => inNewContext(browser, work)],
      ['warm', (work) => inNewTab(profile.context, work)],
    ];
    const rows = [];

    try {
      await warmUp(profile.context, world);
      for (const [cache, inTab] of caches) {
        for (const cpu of CPUS) {
          for (const network of CONDITIONS) {
            const label = `${cache}, CPU ${cpu === 1 ? 'as it is' : `${cpu}x slower`}, ${network.name}`;

            log(label);
            rows.push({
              key: `${cache}-${cpu}x-${network.latency}ms`,
              label,
              unit: 'ms',
              values: await inRounds(libraries, rounds, (library) =>
                inTab((tab) => timed(tab, world, library, cpu, network))
              ),
            });
          }
        }
      }
    } finally {
      await profile.close();
    }

    return rows;
  },
};
