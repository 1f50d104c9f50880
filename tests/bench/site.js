/**
 * The site: a folder of each library, with a page that asks who is signed in, one for the callback, and an
 * empty one. What does not change is served as a CDN serves it: compressed beforehand, and for ever.
 */
import { readFile } from 'node:fs/promises';
import { brotliCompressSync, constants } from 'node:zlib';

import { contentType } from '../../examples/demo/files.js';
import { listenOnLoopback } from '../../examples/demo/loopback.js';
import { filesOf } from './bundle.js';

export const brotli = (body) =>
  brotliCompressSync(body, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 11,
      [constants.BROTLI_PARAM_SIZE_HINT]: body.length,
    },
  });

const inPage = (name) => readFile(new URL(`in-page/${name}`, import.meta.url), 'utf8');

const page = (script) => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Bench</title>
<link rel="icon" href="data:,">
</head>
<body>
<button id="sign-in" disabled>Sign in</button>
<script type="module">${script}</script>
</body>
</html>
`;

const EMPTY = page('');

/** By path, what the site has of a library. */
const contentsOf = async (library, address, config) => {
  const home = `/${library.id}/`;
  const script = `${home}dist/index.js`;
  const at = (path) => `${address}${path}`;
  const use = library.use({
    ...config,
    script,
    appId: library.id,
    callback: at(`${home}callback`),
    home: at(home),
  });
  const contents = new Map();

  for (const { name, body } of await filesOf(library)) {
    contents.set(`${home}dist/${name}`, { body, caching: 'public, max-age=31536000, immutable' });
  }
  for (const [path, html] of [
    [home, page(`${use}\n${await inPage('page.js')}`)],
    [`${home}callback`, page(`${use}\n${await inPage('callback.js')}`)],
    [`${home}empty`, EMPTY],
  ]) {
    contents.set(path, { body: Buffer.from(html), caching: 'no-cache', type: 'text/html; charset=utf-8' });
  }

  return contents;
};

/**
 * @param {import('./libraries.js').Library[]} libraries
 * @param {(library: import('./libraries.js').Library, address: string) => Promise<{ endpoint: string }>} configure
 *   is asked when the site has its address
 */
export const startSite = async (libraries, configure) => {
  /** @type {Map<string, { body: Buffer, compressed: Buffer, caching: string, type?: string }>} */
  const contents = new Map();

  const { port, close } = await listenOnLoopback(({ url }, response) => {
    const [path] = url.split('?');
    const found = contents.get(path);

    if (!found) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, {
      'content-type': found.type ?? contentType(path),
      'content-encoding': 'br',
      'content-length': found.compressed.length,
      'cache-control': found.caching,
    });
    response.end(found.compressed);
  }, 0);
  const address = `http://localhost:${port}`;

  for (const library of libraries) {
    const config = await configure(library, address);

    for (const [path, content] of await contentsOf(library, address, config)) {
      contents.set(path, { ...content, compressed: brotli(content.body) });
    }
  }

  return {
    address,
    close,
    /** The page of a library that asks who is signed in. */
    home: ({ id }) => `${address}/${id}/`,
    callback: ({ id }) => `${address}/${id}/callback`,
    /** A page of the same site without any script. */
    empty: ({ id }) => `${address}/${id}/empty`,
    script: ({ id }) => `/${id}/dist/index.js`,
    /** What was served at an address, before it was compressed. */
    body: (url) => contents.get(new URL(url).pathname)?.body,
  };
};
