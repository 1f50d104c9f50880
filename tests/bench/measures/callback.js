import { emulateNetwork, NETWORKS, watchRequests } from '../browser.js';
import { libraries } from '../libraries.js';
import { inRounds, mapValues } from '../rounds.js';
import { handleCallback, inNewContext, leaveForProvider, openHome } from '../visits.js';
import { countWaves } from '../waves.js';

/** The requests to the provider that the page itself sent before it was done. */
const requestsOf = (requests, { endpoint }, doneAt) =>
  requests
    .all()
    .filter(({ url, type, at }) => url.startsWith(endpoint) && type !== 'Document' && at < doneAt);

const timeCallback = (browser, world, library) =>
  inNewContext(browser, async ({ page, session }) => {
    await openHome(page, world, library);
    await leaveForProvider(page, world, library);
    await page.locator('button[name=sign-in]').waitFor();
    await emulateNetwork(session, NETWORKS.delayed);

    const watched = await watchRequests(session);
    const times = await handleCallback(page, world, library);
    const requests = requestsOf(watched, world.providerOf(library), times.at);

    return { ...times, requests: requests.length, waves: countWaves(requests) };
  });

export const callback = {
  how: `On the callback page of a sign-in, at 100 ms latency: until \`handleSignInCallback\` has resolved. A wave is a request
to the provider that begins after another one has ended: the number of times that the page waited for the network.`,

  async run({ browser, world, rounds }) {
    const values = await inRounds(libraries, rounds, (library) =>
      timeCallback(browser, world, library)
    );
    const row = (key, label, unit, of) => ({ key, label, unit, values: mapValues(values, of) });

    return [
      row('call', 'from the call', 'ms', ({ sinceCall }) => sinceCall),
      row('arrival', 'from the request of the page', 'ms', ({ sinceArrival }) => sinceArrival),
      row('waves', 'waves of requests to the provider', 'count', ({ waves }) => waves),
      row('requests', 'requests to the provider', 'count', ({ requests }) => requests),
    ];
  },
};
