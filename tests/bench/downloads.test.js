import assert from 'node:assert/strict';
import { test } from 'node:test';

import { downloadsOf, SIZES, sumOf } from './downloads.js';

const site = 'http://localhost:1';
const request = (path, at, type = 'Script') => ({ url: `${site}${path}`, type, at });

test('a file that two pages ask for is downloaded once', () => {
  const requests = [request('/index.js', 1), request('/core.js', 2), request('/index.js', 3)];

  assert.deepEqual(downloadsOf(requests, { site }), [`${site}/index.js`, `${site}/core.js`]);
});

test('the same file at a second address is downloaded again', () => {
  const requests = [request('/core.js', 1), request('/core.js?retry', 2)];

  assert.equal(downloadsOf(requests, { site }).length, 2);
});

test('pages, and what other sites answer, are not downloads', () => {
  const requests = [
    request('/', 1, 'Document'),
    { url: 'http://localhost:2/keys', type: 'Fetch', at: 2 },
    { url: 'http://localhost:12/keys', type: 'Fetch', at: 3 },
  ];

  assert.deepEqual(downloadsOf(requests, { site }), []);
});

test('a file that is asked for after the time given does not count', () => {
  const requests = [request('/index.js', 10), request('/core.js', 20)];

  assert.deepEqual(downloadsOf(requests, { site, before: 20 }), [`${site}/index.js`]);
});

test('files are encoded one by one', () => {
  const [one, other] = ['a'.repeat(1000), 'b'.repeat(1000)].map((text) => Buffer.from(text));

  for (const size of Object.values(SIZES)) {
    assert.equal(sumOf([one, other], size), size(one) + size(other));
  }
  assert.equal(sumOf([one, other], SIZES.raw), 2000);
  assert.equal(sumOf([], SIZES.brotli), 0);
});
