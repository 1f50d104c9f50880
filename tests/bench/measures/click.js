import { emulateNetwork, NETWORKS, waitForIdle, watchRequests } from '../browser.js';
import { libraries } from '../libraries.js';
import { inRounds } from '../rounds.js';
import { clickNowhere, inNewContext, leaveForProvider, openHome, PRESSED } from '../visits.js';

/** Clicks, and comes back to read what the page noted when it left. */
const timeClick = async (page, world, library) => {
  await leaveForProvider(page, world, library);
  await page.goto(world.site.empty(library));

  return page.evaluate(() => Number(sessionStorage.getItem('bench:left-after')));
};

const CASES = [
  {
    key: 'at-once',
    label: 'on the first page, right after it has loaded',
    network: NETWORKS.delayed,
    prepare: ({ page }, world, library) => openHome(page, world, library),
  },
  {
    key: 'at-once-slow',
    label: 'on the first page, right after it has loaded, 150 ms, 1.6 Mbit/s',
    network: NETWORKS.slow,
    prepare: ({ page }, world, library) => openHome(page, world, library),
  },
  {
    key: 'idle',
    label: 'on the first page, after the idle time that follows an earlier interaction',
    network: NETWORKS.delayed,
    async prepare({ page, session }, world, library) {
      const requests = await watchRequests(session);

      await openHome(page, world, library);
      await clickNowhere(page);
      await waitForIdle(page, requests);
    },
  },
  {
    key: 'later',
    label: 'on a later page, right after it has loaded: the visitor came back from the provider',
    network: NETWORKS.delayed,
    async prepare({ page }, world, library) {
      await openHome(page, world, library);
      await leaveForProvider(page, world, library);
      await openHome(page, world, library);
    },
  },
];

export const click = {
  how: `From the click on "Sign in" to the navigation to the authorization endpoint (the page's \`navigate\` event), each time in
a new browser context, at 100 ms latency, or as the row says. The browser gets the input of a real click: the pointer
moves to the button, presses it, and releases it ${PRESSED} ms later, when the click happens and the time begins. What a library
fetches before that, when the pointer moves or presses, is on its way for so much longer. The "earlier interaction" is a click
on an empty part of the page, after which the page has idle time, and nothing is on its way for half a second. On a
"later page", discovery is cached if the library does so. Auth0's library needs no discovery: it knows the addresses.`,

  async run({ browser, world, rounds, log }) {
    const rows = [];

    for (const { key, label, network, prepare } of CASES) {
      log(label);
      rows.push({
        key,
        label,
        unit: 'ms',
        values: await inRounds(libraries, rounds, (library) =>
          inNewContext(browser, async (tab) => {
            await emulateNetwork(tab.session, network);
            await prepare(tab, world, library);

            return timeClick(tab.page, world, library);
          })
        ),
      });
    }

    return rows;
  },
};
