import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { assertHeaders, observed, startAsObserved } from './support/observed.js';

/** Fields that may differ from Logto's, with the reason. There are none. */
const TOLERATED = new Set([]);

describe('discovery', () => {
  let provider;
  let response;
  let document;

  before(async () => {
    provider = await startAsObserved();
    response = await fetch(`${provider.issuer}/.well-known/openid-configuration`, { headers: { origin: 'http://anything.example' } });
    document = await response.json();
  });
  after(() => provider.close());

  it('has the fields of a Logto server, and no others', () => {
    const expected = observed('discovery', provider);
    assert.deepEqual(Object.keys(document).sort(), Object.keys(expected).sort());
  });

  it('has the same values in them', () => {
    for (const [name, value] of Object.entries(observed('discovery', provider))) {
      if (!TOLERATED.has(name)) assert.deepEqual(document[name], value, name);
    }
  });

  it('answers any origin', () => {
    assertHeaders(response.headers, observed('discovery-jwks-headers', provider).discovery);
  });

  it('publishes one public ES384 key', async () => {
    const answer = await fetch(document.jwks_uri, { headers: { origin: 'http://anything.example' } });
    assertHeaders(answer.headers, observed('discovery-jwks-headers', provider).jwks);
    const { keys } = await answer.json();
    const [expected] = observed('jwks', provider).keys;
    assert.equal(keys.length, 1);
    assert.deepEqual(Object.keys(keys[0]), Object.keys(expected));
    for (const name of ['kty', 'use', 'alg', 'crv']) assert.equal(keys[0][name], expected[name], name);
  });
});
