import { gzipSync } from 'node:zlib';

import { watchRequests } from '../browser.js';
import { libraries } from '../libraries.js';
import { brotli } from '../site.js';
import { inNewContext, openHome } from '../visits.js';

const ENCODINGS = [
  ['raw', 'as they are', (body) => body.length],
  ['gzip', 'gzip -9', (body) => gzipSync(body, { level: 9 }).length],
  ['brotli', 'brotli 11', (body) => brotli(body).length],
];

/** The files that the page needed for its answer, without the page itself. */
const filesBeforeAnswer = (browser, world, library) =>
  inNewContext(browser, async ({ page, session }) => {
    const requests = await watchRequests(session);
    await openHome(page, world, library);

    return requests
      .all()
      .filter(({ type, url }) => type !== 'Document' && url.startsWith(world.site.address))
      .map(({ url }) => world.site.body(url));
  });

export const bytes = {
  how: `All files that the browser asks for before the first \`isAuthenticated()\` answers, the page itself apart.
logto-wasm is as it is published; the others are bundled by esbuild, minified, as an ES module with all that they export.`,

  async run({ browser, world }) {
    const files = new Map();

    for (const library of libraries) {
      files.set(library.name, await filesBeforeAnswer(browser, world, library));
    }

    const sum = (bodies, size) => [bodies.reduce((sum, body) => sum + size(body), 0)];

    return ENCODINGS.map(([key, label, size]) => ({
      key,
      label,
      unit: 'bytes',
      values: new Map([...files].map(([name, bodies]) => [name, sum(bodies, size)])),
    }));
  },
};
