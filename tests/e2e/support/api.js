import { createRemoteJWKSet, jwtVerify } from 'jose';

import { listenOnLoopback } from '../../../examples/demo/loopback.js';

const BOOKS = ['Through the Looking-Glass', 'The Hunting of the Snark'];

/**
 * An API that is called from browsers with access tokens, as one behind Logto does it: whatever a
 * token says is believed only after its signature, issuer and audience (RFC 9068 §4).
 *
 * - `GET /books` takes tokens of the API resource;
 * - `GET /organizations/<id>/books` takes tokens of that organization.
 *
 * @param {object} options
 * @param {string} options.issuer
 * @param {string} options.resource the indicator of the API resource
 * @param {string} options.scope what a token has to be good for
 * @param {string} options.origin of the site whose pages may read the answers
 */
export const startApi = async ({ issuer, resource, scope, origin }) => {
  const keys = createRemoteJWKSet(new URL(`${issuer}/jwks`));
  /** The claims of every token that was accepted. */
  const accepted = [];

  const audienceOf = (path) => {
    const [, organization] = /^\/organizations\/([^/]+)\/books$/.exec(path) ?? [];

    if (organization) return `urn:logto:organization:${organization}`;
    return path === '/books' ? resource : undefined;
  };

  const answer = async ({ method, url, headers }) => {
    if (method === 'OPTIONS') return { status: 204 };

    const audience = audienceOf(url);
    if (!audience) return { status: 404 };

    const [, token] = /^Bearer (.+)$/.exec(headers.authorization ?? '') ?? [];
    // RFC 6750 §3: who sends no token is told of no error.
    if (!token) return { status: 401, challenge: 'Bearer' };

    try {
      const { payload } = await jwtVerify(token, keys, { issuer, audience });

      if (!payload.scope?.split(' ').includes(scope)) {
        return { status: 403, challenge: `Bearer error="insufficient_scope", scope="${scope}"` };
      }
      accepted.push(payload);
      return { status: 200, body: { books: BOOKS, reader: payload.sub } };
    } catch {
      return { status: 401, challenge: 'Bearer error="invalid_token"' };
    }
  };

  const { port, close } = await listenOnLoopback(async (request, response) => {
    const { status, challenge, body } = await answer(request);

    response.writeHead(status, {
      'access-control-allow-origin': origin,
      'access-control-allow-headers': 'authorization',
      ...(challenge && { 'www-authenticate': challenge }),
      ...(body && { 'content-type': 'application/json' }),
    });
    response.end(body && JSON.stringify(body));
  }, 0);

  return { address: `http://localhost:${port}`, accepted, close };
};
