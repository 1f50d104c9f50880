import path from 'node:path';

import { contentType, parsePath, readBelow } from '../../../examples/demo/files.js';
import { listenOnLoopback } from '../../../examples/demo/loopback.js';

/**
 * A site whose pages a test writes: `site.pages.set('/members', html)`, or a list of parts and promises of parts, for
 * a page that comes slowly. What is in `site.held` by its path is answered once that promise is resolved.
 *
 * @param {string} packageDir what it serves under `/logto-wasm/`
 */
export const startPages = async (packageDir) => {
  const pages = new Map();
  const headers = new Map();
  const held = new Map();

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
    const pathname = request.url.split('?', 1)[0];

    await held.get(pathname);
    response.writeHead(body === undefined ? 404 : 200, {
      'content-type': type,
      'cache-control': 'no-store',
      ...headers.get(pathname),
    });

    if (Array.isArray(body)) {
      for await (const part of body) {
        response.write(part);
      }
      response.end();
    } else {
      response.end(body);
    }
  }, 0);

  return { address: `http://localhost:${port}`, pages, headers, held, close };
};
