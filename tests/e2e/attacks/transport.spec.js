import { sampled } from '../support/volume.js';
import { CALLS, cases } from './cases/transport.js';
import { samples } from './samples.js';
import { expect, test } from './test.js';

for (const [{ title, run }, details] of samples(cases)) {
  test(title, details, ({ target }) => run(target));
}

/** The addresses that the page asks from now on, at other origins than its own and the provider's. */
const elsewhere = (page, { bench, endpoint }) => {
  const urls = [];
  const listen = (request) => {
    const { origin } = new URL(request.url());
    if (![bench.address, endpoint].includes(origin)) urls.push(request.url());
  };

  page.on('request', listen);
  return {
    urls,
    stop: () => page.off('request', listen),
  };
};

/** Redirects of the requests that carry a code or a token. Browsers alone follow them, or do not. */
const REDIRECTS = CALLS.slice(2).flatMap((call) =>
  ['https://evil.test/oidc', 'elsewhere at the provider'].flatMap((to) =>
    [301, 302, 303, 307, 308].map((status) => ({ call, to, status }))
  )
);

for (const [{ call, to, status }, details] of sampled(REDIRECTS, ({ call, to }) => `${call[0]} to ${to}`)) {
  const [what, path, refuses] = call;

  test(`${what} with a redirect (${status}) to ${to} → network_error, and nobody is asked there`, details, async ({ target, page }) => {
    const isFar = to.startsWith('https:');
    const location = isFar ? to : `${target.issuer}/elsewhere`;
    const asked = elsewhere(page, target);

    if (what.includes('renewal')) target.renew();
    target.answer(path, '', { status, headers: { location } });
    await refuses(target, 'network_error');
    asked.stop();
    expect(asked.urls).toEqual([]);
    target.expectRequests(0, '/oidc/elsewhere');
  });
}
