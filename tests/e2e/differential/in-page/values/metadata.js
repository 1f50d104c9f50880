// What a provider publishes of itself, and what may come in its place.

import { discovery, json } from '../provider.js';

const changed = (change) => (endpoint) => {
  const metadata = discovery(endpoint);
  return json({ ...metadata, ...change(metadata) });
};

const ANSWERS = {
  'right': changed(() => ({})),

  // Of providers that are not Logto, but right all the same.
  'authorization endpoint with a query': changed(({ authorization_endpoint }) => ({
    authorization_endpoint: `${authorization_endpoint}?own=1`,
  })),
  'end-session endpoint with a query': changed(({ end_session_endpoint }) => ({
    end_session_endpoint: `${end_session_endpoint}?own=1`,
  })),
  'no revocation endpoint': changed(() => ({ revocation_endpoint: undefined })),
  'no end-session endpoint': changed(() => ({ end_session_endpoint: undefined })),

  // Not to be trusted, or not to be read.
  'another issuer': changed(() => ({ issuer: 'https://evil.test/oidc' })),
  'issuer with a slash': changed(({ issuer }) => ({ issuer: `${issuer}/` })),
  'no issuer': changed(() => ({ issuer: undefined })),
  'no authorization endpoint': changed(() => ({ authorization_endpoint: undefined })),
  'endpoint of another type': changed(() => ({ authorization_endpoint: 42 })),
  'insecure token endpoint': changed(() => ({ token_endpoint: 'http://logto.test/oidc/token' })),
  'no S256': changed(() => ({ code_challenge_methods_supported: ['plain'] })),
  'no object': () => json([]),

  // No metadata at all.
  'HTML': () => new Response('<p>Hello'),
  'error of Logto': () => json({ code: 'entity.not_found', message: 'No.' }, 404),
  'error in JSON': () => json({ error: 'not_found' }, 404),
  'error of a proxy': () => new Response('<p>Bad gateway', { status: 502 }),
  'no answer': () => {
    throw new TypeError('Failed to fetch');
  },
};

/** The name of one of them. */
export const metadata = (random, oddShare) =>
  random.chance(oddShare) ? random.pick(Object.keys(ANSWERS)) : 'right';

export const respondMetadata = (name, endpoint) => ANSWERS[name](endpoint);
