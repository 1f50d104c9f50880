import path from 'node:path';

import { contentType, parsePath, readBelow } from '../../../examples/demo/files.js';
import { listenOnLoopback } from '../../../examples/demo/loopback.js';

/**
 * A site whose pages a test writes: `site.pages.set('/members', html)`.
 *
 * @param {string} packageDir what it serves under `/logto-wasm/`
 */
export const startPages = async (packageDir) => {
  const pages = new Map();
  const headers = new Map();

  const answer = async (target) => {
    const names = parsePath(target) ?? [];
    const pathname = `/${names.join('/')}`;

    if (names[0] === 'logto-wasm') {
      const file = path.join(...names.slice(1));

      return { type: contentType(file), body: await readBelow(packageDir, names.slice(1)) };
    }

    return { type: contentType('page.html'), body: pages.get(pathname) };
  };

  const { port, close } = await listenOnLoopback(async (request, response) => {
    const { type, body } = await answer(request.url);

    response.writeHead(body === undefined ? 404 : 200, {
      'content-type': type,
      'cache-control': 'no-store',
      ...headers.get(request.url.split('?', 1)[0]),
    });
    response.end(body);
  }, 0);

  return { address: `http://localhost:${port}`, pages, headers, close };
};
