// A folder of somebody's own pages, served as they are: for trying the tag and the attributes out before
// anything is published.

import { readFile } from 'node:fs/promises';
import path from 'node:path';

import { contentType, parsePath, readBelow } from './files.js';
import { listenOnLoopback } from './loopback.js';

const PACKAGE = 'logto-wasm';

/** Where a path may be in the folder: `/members` is a page as it is with Webflow, without its ending. */
const placesOf = (names) => {
  const last = names.at(-1);

  if (last === '') {
    return [[...names.slice(0, -1), 'index.html']];
  }

  return [names, [...names.slice(0, -1), `${last}.html`], [...names, 'index.html']];
};

/** A file whose name starts with a dot is nobody's page: it may be a repository, or what an editor keeps. */
const isHidden = (names) => names.some((name) => name.startsWith('.'));

const withFirstCode = (html, firstCode) => {
  const [headTag] = html.match(/<head(?:\s[^>]*)?>/i) ?? [];

  // A function: what is put in may have a `$`.
  return headTag === undefined ? html : html.replace(headTag, () => headTag + firstCode);
};

/**
 * Serve a folder of pages. Files are read anew for every request, so an edit shows on reload.
 *
 * @param {object} options
 * @param {string} options.root the folder: `/` is its `index.html`, `/members` its `members.html`
 * @param {number} options.port 0 for any free one
 * @param {string} options.packageDir the folder served under `/logto-wasm/`
 * @param {() => string} [options.firstCode] asked for every page: what comes first in its head
 * @returns {Promise<{ address: string, close: () => Promise<void> }>}
 * @throws an Error with `code` 'EADDRINUSE' and `port` when the port is busy
 */
export const startOwnSite = async ({ root, port, packageDir, firstCode = () => '' }) => {
  const look = async (names) => {
    const [folder, ...rest] = names;

    if (folder === PACKAGE) {
      const body = await readBelow(packageDir, rest);

      return body && { status: 200, type: contentType(names.at(-1)), body };
    }
    if (isHidden(names)) {
      return undefined;
    }

    for (const place of placesOf(names)) {
      const body = await readBelow(root, place);

      if (body) {
        return { status: 200, ...dressed(place.at(-1), body) };
      }
    }

    return undefined;
  };

  const dressed = (name, body) =>
    path.extname(name).toLowerCase() === '.html'
      ? { type: contentType(name), body: withFirstCode(body.toString('utf8'), firstCode()) }
      : { type: contentType(name), body };

  const notFound = async (names) => {
    const own = await readBelow(root, ['404.html']);

    return own
      ? { status: 404, ...dressed('404.html', own) }
      : text(404, `There is no page /${names.join('/')} in ${root}.`);
  };

  const answer = async ({ method, url }) => {
    if (method !== 'GET' && method !== 'HEAD') {
      return {
        ...text(405, 'Nobody keeps here what a form sends: pages are only read.'),
        more: { allow: 'GET, HEAD' },
      };
    }

    const names = parsePath(url);

    if (!names) {
      return text(400, 'Not a path of this site.');
    }

    return (await look(names)) ?? notFound(names);
  };

  const { port: openPort, close } = await listenOnLoopback(async (request, response) => {
    const { status, type, body, more } = await answer(request).catch((error) =>
      text(500, error.message)
    );

    response.writeHead(status, {
      'content-type': type,
      'content-length': Buffer.byteLength(body),
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      ...more,
    });
    response.end(body);
  }, port);

  return { address: `http://localhost:${openPort}`, close };
};

/**
 * What has to be in the head of its pages.
 *
 * @param {{ endpoint: string, appId: string }} logto
 */
export const tagFor = ({ endpoint, appId }) =>
  `<script type="module" blocking="render" src="/${PACKAGE}/auto.js"
  data-logto-endpoint="${endpoint}"
  data-logto-app-id="${appId}"
  data-logto-scopes="email roles custom_data"></script>`;

/** Can it be served? A folder without its first page is most likely another one than was meant. */
export const hasHome = async (root) => {
  try {
    await readFile(path.join(root, 'index.html'));
    return true;
  } catch {
    return false;
  }
};

const text = (status, message) => ({
  status,
  type: 'text/plain; charset=utf-8',
  body: `${message}\n`,
});
