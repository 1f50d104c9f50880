/**
 * A small HTTP server on the loopback interface, and what its pages need to be answered.
 */
import { createServer } from 'node:http';

/** `localhost` is one of the two, depending on the browser and the machine. */
const IPV4 = '127.0.0.1';
const IPV6 = '::1';

const ATTEMPTS_AT_A_FREE_PORT = 5;

function listen(server, port, host) {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host, exclusive: true }, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function stop(server) {
  return new Promise((resolve) => {
    server.close(resolve);
    // Browsers keep connections open, and close() waits for them.
    server.closeAllConnections();
  });
}

const isWithoutIPv6 = ({ code }) => code === 'EADDRNOTAVAIL' || code === 'EAFNOSUPPORT';

/** @returns {Promise<{ port: number, servers: import('node:http').Server[] }>} */
async function bind(handler, wanted) {
  const ipv4 = createServer(handler);
  await listen(ipv4, wanted, IPV4);
  const { port } = ipv4.address();
  const ipv6 = createServer(handler);
  try {
    await listen(ipv6, port, IPV6);
    return { port, servers: [ipv4, ipv6] };
  } catch (error) {
    if (isWithoutIPv6(error)) return { port, servers: [ipv4] };
    await stop(ipv4);
    throw error;
  }
}

/**
 * Serves `http://localhost:<port>`, to this machine only. A busy port rejects with an Error whose
 * `code` is `EADDRINUSE` and whose `port` names it.
 *
 * @param {number} wanted 0 for any free port
 * @param {import('node:http').RequestListener} handler
 */
export async function serveLoopback(wanted, handler) {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const { port, servers } = await bind(handler, wanted);
      return {
        port,
        endpoint: `http://localhost:${port}`,
        close: async () => {
          await Promise.all(servers.map(stop));
        },
      };
    } catch (error) {
      // A port that is free on IPv4 may be taken on IPv6: then any other will do.
      if (wanted === 0 && error.code === 'EADDRINUSE' && attempt < ATTEMPTS_AT_A_FREE_PORT) continue;
      throw error;
    }
  }
}

const LARGEST_FORM = 16 * 1024;

/** The fields of a submitted form. */
export async function readForm(request) {
  const chunks = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > LARGEST_FORM) throw new RangeError('form too large');
    chunks.push(chunk);
  }
  return new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
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
