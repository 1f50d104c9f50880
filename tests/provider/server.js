/**
 * A small HTTP server on the loopback interface, and what its pages need to be answered.
 */
import { listenOnLoopback } from '../../examples/demo/loopback.js';

/**
 * Serves `http://localhost:<port>`, to this machine only. A busy port rejects with an Error whose
 * `code` is `EADDRINUSE` and whose `port` names it.
 *
 * @param {number} wanted 0 for any free port
 * @param {import('node:http').RequestListener} handler
 */
export async function serveLoopback(wanted, handler) {
  const { port, close } = await listenOnLoopback(handler, wanted);
  return { port, endpoint: `http://localhost:${port}`, close };
}

export function sendPage(response, status, page) {
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; img-src * data:; frame-ancestors 'none'; base-uri 'none'",
  });
  response.end(String(page));
}

export function sendJson(response, status, body, headers = {}) {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store', ...headers });
  response.end(JSON.stringify(body));
}

export function redirect(response, location, status = 303) {
  response.writeHead(status, { location, 'cache-control': 'no-store' });
  response.end();
}
