import { emulateNetwork, NETWORKS } from '../browser.js';
import { libraries } from '../libraries.js';
import { inRounds } from '../rounds.js';
import { inNewContext, leaveForProvider, openHome } from '../visits.js';

/** Clicks, and comes back to read what the page noted when it left. */
const timeClick = async (page, world, library) => {
  await leaveForProvider(page, world, library);
  await page.goto(world.site.empty(library));

  return page.evaluate(() => Number(sessionStorage.getItem('bench:left-after')));
};

const CASES = [
  {
    key: 'at-once',
    label: 'on the first page, as soon as the button is there',
    prepare: openHome,
  },
  {
    key: 'fresh',
    label: 'on the first page, when the network is idle',
    async prepare(page, world, library) {
      await openHome(page, world, library);
      await page.waitForLoadState('networkidle');
    },
  },
  {
    key: 'cached',
    label: 'again, after the visitor came back (discovery is cached, if the library does so)',
    async prepare(page, world, library) {
      await openHome(page, world, library);
      await leaveForProvider(page, world, library);
      await openHome(page, world, library);
    },
  },
];

export const click = {
  how: `From the click on "Sign in" to the navigation to the authorization endpoint (the page's \`navigate\` event), at
100 ms latency, each time in a new browser context. Auth0's library needs no discovery: it knows the addresses.`,

  async run({ browser, world, rounds, log }) {
    const rows = [];

    for (const { key, label, prepare } of CASES) {
      log(label);
      rows.push({
        key,
        label,
        unit: 'ms',
        values: await inRounds(libraries, rounds, (library) =>
          inNewContext(browser, async ({ page, session }) => {
            await emulateNetwork(session, NETWORKS.delayed);
            await prepare(page, world, library);

            return timeClick(page, world, library);
          })
        ),
      });
    }

    return rows;
  },
};
