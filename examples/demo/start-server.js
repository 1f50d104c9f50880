import { readForm } from './form.js';
import { listenOnLoopback } from './loopback.js';
import { startPage } from './start-page.js';

// The names that this machine is called by: a page of another name that leads here is not this one.
const NAMES = ['localhost', '127.0.0.1', '[::1]'];

const HEADERS = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
};

/**
 * Serve the demo's start page, and set the switches that its form is sent for.
 *
 * @param {object} options
 * @param {number} options.port 0 for any free one
 * @param {import('./switches.js').Switches} options.switches
 * @param {Omit<Parameters<typeof startPage>[0], 'choices'>} options.view
 * @returns {Promise<{ address: string, close: () => Promise<void> }>}
 * @throws an Error with `code` 'EADDRINUSE' and `port` when the port is busy
 */
export const startStartPage = async ({ port, switches, view }) => {
  const show = () => ({
    status: 200,
    headers: { 'content-type': 'text/html; charset=utf-8' },
    body: startPage({ ...view, choices: switches.choices }),
  });

  const set = async (request) => {
    // Any page that is open in this browser can send a form here; browsers say which one it was.
    if (!isOwnOrigin(request)) {
      return text(403, 'The switches are set from the start page of the demo only.');
    }
    try {
      switches.set(await readForm(request));
    } catch (error) {
      if (error instanceof RangeError) {
        return text(400, error.message);
      }
      throw error;
    }

    // So that reloading the page sends nothing again.
    return { ...text(303, 'Set.'), headers: { location: '/#switches' } };
  };

  const answer = async (request) => {
    const [path] = request.url.split('?', 1);
    const isRead = request.method === 'GET' || request.method === 'HEAD';

    if (path === '/' && isRead) {
      return show();
    }
    if (path === '/switches' && request.method === 'POST') {
      return set(request);
    }
    if (path === '/' || path === '/switches') {
      return { ...text(405, 'Not a method for this.'), headers: { allow: path === '/' ? 'GET, HEAD' : 'POST' } };
    }
    return text(404, 'The demo’s start page is at /.');
  };

  const { port: openPort, close } = await listenOnLoopback(async (request, response) => {
    const { status, headers, body } = await answer(request).catch((error) =>
      text(500, error.message)
    );

    response.writeHead(status, {
      'content-type': 'text/plain; charset=utf-8',
      ...HEADERS,
      ...headers,
      'content-length': Buffer.byteLength(body),
    });
    response.end(body);
  }, port);

  return { address: `http://localhost:${openPort}`, close };
};

const isOwnOrigin = ({ headers, socket }) =>
  NAMES.some((name) => headers.origin === new URL(`http://${name}:${socket.localPort}`).origin);

const text = (status, message) => ({ status, body: `${message}\n` });
