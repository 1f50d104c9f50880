// Answers that are none: errors of the provider's, of a proxy before it, and of the network. Requests with a code or
// a token in them are never sent on to where an answer points.

import { caseList } from '../case-list.js';
import { DISCOVERY, JWKS, TOKEN, USER_INFO } from '../target.js';

const { cases, add } = caseList();

export { cases };

const PAGE = '<!DOCTYPE html><title>Out of order</title>';

/** What a call that meets this endpoint does, and how it is refused. */
export const CALLS = [
  ['the metadata', DISCOVERY, (target, code) => target.refusesCallback(code)],
  ['the keys', JWKS, (target, code) => target.refusesCallback(code)],
  ['the token endpoint', TOKEN, (target, code, sends = 1) => target.refusesCallback(code, { sends })],
  ['the token endpoint, at a renewal', TOKEN, (target, code, sends = 1) => target.refusesRenewal(code, { sends })],
  ['user information', USER_INFO, (target, code) => target.refusesUserInfo(code)],
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
    add(`${what} with status ${status} and a page → http_error_${status}`, async (target) => {
      start(target).answer(path, PAGE, { status, type: 'text/html' });
      await refuses(target, `http_error_${status}`);
    });
  }

  for (const [body, code] of BODIES) {
    add(`${what} with status 400 and ${JSON.stringify(body)} → ${code}`, async (target) => {
      start(target).answer(path, body, { status: 400 });
      await refuses(target, code);
    });
  }

  add(`${what} with status 429 → rate_limited`, async (target) => {
    start(target).answer(path, PAGE, { status: 429 });
    await refuses(target, 'rate_limited');
  });

  add(`${what} with a page that repeats every secret → http_error_500, which tells none`, async (target) => {
    start(target).answer(path, `<pre>${target.secrets.join('\n')}</pre>`, { status: 500 });
    await refuses(target, 'http_error_500');
  }, { kind: 'secrets in a page' });

  add(`${what} that hangs up → network_error`, async (target) => {
    start(target).fault(path, { reset: true });
    // A browser tries again by itself where a connection that was open before is closed: any number will do.
    await refuses(target, 'network_error', null);
  });
}

add('an answer of success without a body → token_response.invalid', async (target) => {
  target.answer(TOKEN, '', { status: 204 });
  await target.refusesCallback('token_response.invalid', { sends: 1 });
});
