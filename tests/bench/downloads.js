/** What a page downloads from the site. */
import { gzipSync } from 'node:zlib';

import { brotli } from './site.js';

/** The sizes of a file, by encoding. */
export const SIZES = {
  raw: (body) => body.length,
  gzip: (body) => gzipSync(body, { level: 9 }).length,
  brotli: (body) => brotli(body).length,
};

/**
 * The addresses of the files that were asked for at the site, pages apart: each address once, because the HTTP cache
 * answers every later request for it.
 *
 * @param {Array<{ url: string, type: string, at: number }>} requests `at` by the page's clock
 * @param {{ site: string, before?: number }} limits the site's address; a time by the page's clock
 */
export const downloadsOf = (requests, { site, before = Infinity }) => [
  ...new Set(
    requests
      .filter(({ url, type, at }) => url.startsWith(`${site}/`) && type !== 'Document' && at < before)
      .map(({ url }) => url)
  ),
];

/** The bytes of several files, each of which is encoded by itself. */
export const sumOf = (bodies, size) => bodies.reduce((sum, body) => sum + size(body), 0);
