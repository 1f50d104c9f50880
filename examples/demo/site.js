import { readFile } from 'node:fs/promises';
import path from 'node:path';

import { composePage, fillPlaceholders } from './compose.js';
import { contentType, parsePath, readBelow } from './files.js';
import { listenOnLoopback } from './loopback.js';

/**
 * Serve a site the way Webflow publishes it.
 *
 * The folder's `site.json` says which page is which file and which code is pasted into which field.
 * Files are read anew for every request, so an edit shows on reload.
 *
 * `forms` there are the addresses that forms are sent to, each with the one that a visitor then comes
 * to: Webflow keeps what was sent, and nobody does here.
 *
 * @typedef {{ endpoint: string, appId: string, importUrl?: string, autoUrl?: string }} Values
 *   `importUrl` is where the SDK is imported from, by default this site's `/logto-wasm/index.js`, and
 *   `autoUrl` where the no-code tag is loaded from, by default `/logto-wasm/auto.js`; relative ones
 *   are relative to the site
 *
 * @param {object} options
 * @param {string} options.root the site's folder
 * @param {number} options.port 0 for any free one
 * @param {Values | (() => Values)} options.values a function is asked for every page: the provider
 *   may need to know this site's address before it can tell its own
 * @param {string} options.packageDir the folder served under `/logto-wasm/`
 * @param {() => string} [options.firstCode] asked for every page: what comes before everything else in
 *   its head
 * @param {Record<string, string>} [options.headers] of every answer, such as a Content-Security-Policy
 * @param {(line: string) => void} [options.log] told of every answer
 * @returns {Promise<{ address: string, close: () => Promise<void> }>}
 * @throws an Error with `code` 'EADDRINUSE' and `port` when the port is busy
 */
export const startSite = async ({
  root,
  port,
  values,
  packageDir,
  firstCode = () => '',
  headers = {},
  log = () => {},
}) => {
  const site = JSON.parse(await readFile(path.join(root, 'site.json'), 'utf8'));

  const read = (file) => readFile(path.join(root, file), 'utf8');

  const page = async (status, { html, bodyCode }, address) => {
    const {
      importUrl = '/logto-wasm/index.js',
      autoUrl = '/logto-wasm/auto.js',
      endpoint,
      appId,
    } = typeof values === 'function' ? values() : values;
    const fill = (code) =>
      fillPlaceholders(code, {
        importUrl: new URL(importUrl, address).href,
        autoUrl: new URL(autoUrl, address).href,
        endpoint,
        appId,
        address,
      });

    const [drawn, headCode, ...pageCode] = await Promise.all(
      [html, site.headCode, ...bodyCode].map(read)
    );

    return {
      status,
      type: contentType(html),
      body: composePage(drawn, {
        headCode: fill(headCode),
        bodyCode: fill(pageCode.join('')),
        firstCode: firstCode(),
      }),
    };
  };

  const file = async (folder, names) => {
    const body = await readBelow(folder, names);

    return body && { status: 200, type: contentType(names.at(-1)), body };
  };

  const answer = async ({ method, url, socket }) => {
    const names = parsePath(url);
    const afterForm = method === 'POST' && names ? site.forms?.[pathnameOf(names)] : undefined;

    if (afterForm !== undefined) {
      return { ...text(303, 'Thank you.'), more: { location: afterForm } };
    }
    if (method !== 'GET' && method !== 'HEAD') {
      return {
        ...text(405, 'This site is only read: GET and HEAD.'),
        more: { allow: 'GET, HEAD' },
      };
    }
    if (!names) {
      return text(400, 'Not a path of this site.');
    }

    // From the connection: requests may come while the second stack is still being opened.
    const address = addressAt(socket.localPort);
    const found = await lookUp(names, address);

    return found ?? page(404, site.notFound, address);
  };

  const lookUp = (names, address) => {
    const pathname = pathnameOf(names);
    const [folder, ...rest] = names;

    if (site.pages[pathname]) {
      return page(200, site.pages[pathname], address);
    }
    // Pages that name no icon, and a browser's own viewers, ask for this one.
    if (pathname === '/favicon.ico') {
      return file(root, site.favicon.split('/'));
    }
    if (folder === 'logto-wasm') {
      return file(packageDir, rest);
    }
    // The pages' sources and the custom code are not part of what is published.
    if (site.assets.includes(folder)) {
      return file(path.join(root, folder), rest);
    }
    return undefined;
  };

  const { port: openPort, close } = await listenOnLoopback(async (request, response) => {
    const { status, type, body, more } = await answer(request).catch((error) =>
      text(500, error.message)
    );

    response.writeHead(status, {
      ...headers,
      'content-type': type,
      'content-length': Buffer.byteLength(body),
      // What is tried out here changes all the time: never show yesterday's build.
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      ...more,
    });
    // Node sends the headers alone in answer to HEAD.
    response.end(body);

    // Without its query: the callback's carries the authorization code.
    log(`${request.method} ${request.url.split('?', 1)[0]} ${status}`);
  }, port);

  return { address: addressAt(openPort), close };
};

const pathnameOf = (names) => `/${names.join('/')}`;

const addressAt = (port) => `http://localhost:${port}`;

const text = (status, message) => ({
  status,
  type: 'text/plain; charset=utf-8',
  body: `${message}\n`,
});
