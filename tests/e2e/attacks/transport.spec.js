// Answers that are none: errors of the provider's, of a proxy before it, and of the network. Requests with a code or
// a token in them are never sent on to where an answer points.

import { DISCOVERY, JWKS, TOKEN, USER_INFO } from './target.js';
import { expect, test } from './test.js';

const PAGE = '<!DOCTYPE html><title>Out of order</title>';

/** The addresses that the page asked from now on, at other origins than its own and the provider's. */
const elsewhere = (target) => {
  const urls = [];
  const note = (request) => {
    const { origin } = new URL(request.url());
    if (![target.bench.address, target.provider.endpoint].includes(origin)) urls.push(request.url());
  };

  target.page.on('request', note);
  return {
    urls,
    stop: () => target.page.off('request', note),
  };
};

/** What a call that meets this endpoint does, and how it is refused. */
const CALLS = [
  ['the metadata', DISCOVERY, (target, code) => target.refusesCallback(code)],
  ['the keys', JWKS, (target, code) => target.refusesCallback(code)],
  ['the token endpoint', TOKEN, (target, code, sends = 1) => target.refusesCallback(code, { sends })],
  ['the token endpoint, at a renewal', TOKEN, (target, code, sends = 1) => target.refusesRenewal(code, { sends })],
  ['user information', USER_INFO, async (target, code) => {
    await target.goTo(target.bench.address);
    await target.refused({ visitor: target.signedIn(), call: ['fetchUserInfo'], code });
  }],
];

const STATUSES = [400, 401, 403, 404, 405, 418, 500, 502, 503, 504];

/** Error bodies, and what becomes of them. */
const BODIES = [
  [{ code: 'oidc.invalid_request', message: 'Request is invalid.' }, 'oidc.invalid_request'],
  [{ code: 'internal_server_error', message: 'Out of order' }, 'internal_server_error'],
  [{ error: 'invalid_request', error_description: 'Request is invalid.' }, 'unexpected_response_error'],
  [{ code: 5, message: 'Out of order' }, 'unexpected_response_error'],
  [{ code: 'oidc.invalid_request' }, 'unexpected_response_error'],
  [{ message: 'Out of order' }, 'unexpected_response_error'],
  [[], 'unexpected_response_error'],
  [{}, 'unexpected_response_error'],
  ['null', 'unexpected_response_error'],
  ['"text"', 'unexpected_response_error'],
  ['', 'http_error_400'],
  ['{"code":"oidc.inv', 'http_error_400'],
];

for (const [what, path, refuses] of CALLS) {
  const start = (target) => (what.includes('renewal') ? target.renew() : target);

  for (const status of STATUSES) {
    test(`${what} with status ${status} and a page → http_error_${status}`, async ({ target }) => {
      start(target).answer(path, PAGE, { status, type: 'text/html' });
      await refuses(target, `http_error_${status}`);
    });
  }

  for (const [body, code] of BODIES) {
    test(`${what} with status 400 and ${JSON.stringify(body)} → ${code}`, async ({ target }) => {
      start(target).answer(path, body, { status: 400 });
      await refuses(target, code);
    });
  }

  test(`${what} with status 429 → rate_limited`, async ({ target }) => {
    start(target).answer(path, PAGE, { status: 429 });
    await refuses(target, 'rate_limited');
  });

  test(`${what} with a page that repeats every secret → http_error_500, which tells none`, async ({ target }) => {
    start(target).answer(path, `<pre>${target.secrets.join('\n')}</pre>`, { status: 500 });
    await refuses(target, 'http_error_500');
  });

  test(`${what} that hangs up → network_error`, async ({ target }) => {
    start(target).fault(path, { reset: true });
    // A browser tries again by itself where a connection that was open before is closed: any number will do.
    await refuses(target, 'network_error', null);
  });
}

for (const [what, path, refuses] of CALLS.slice(2)) {
  for (const status of [301, 302, 303, 307, 308]) {
    for (const to of ['https://evil.test/oidc', 'elsewhere at the provider']) {
      test(`${what} with a redirect (${status}) to ${to} → network_error, and nobody is asked there`, async ({ target }) => {
        const isFar = to.startsWith('https:');
        const location = isFar ? to : `${target.provider.issuer}/elsewhere`;
        const asked = elsewhere(target);

        if (what.includes('renewal')) target.renew();
        target.answer(path, '', { status, headers: { location } });
        await refuses(target, 'network_error');
        asked.stop();
        expect(asked.urls).toEqual([]);
        expect(target.requests('/oidc/elsewhere')).toEqual([]);
      });
    }
  }
}

test('an answer of success without a body → token_response.invalid', async ({ target }) => {
  target.answer(TOKEN, '', { status: 204 });
  await target.refusesCallback('token_response.invalid', { sends: 1 });
});
