import { once } from 'node:events';
import http from 'node:http';

// `localhost` is 127.0.0.1 to some browsers and ::1 to others: answer on both, and to no other machine.
const HOSTS = ['127.0.0.1', '::1'];

// A stack this machine does not have is no reason to fail as long as the other one is there.
const ABSENT_STACK = new Set(['EADDRNOTAVAIL', 'EAFNOSUPPORT', 'EPROTONOSUPPORT']);

// A port that the system picks on one stack may be taken on the other: then it picks again.
const PICKS = 20;

/**
 * Serve on this machine only, on every loopback address it has.
 *
 * @param {http.RequestListener} listener
 * @param {number} port 0 for any free one, the same on both stacks
 * @returns {Promise<{ port: number, close: () => Promise<void> }>}
 * @throws an Error with `code` 'EADDRINUSE' and `port` when the port is busy on either stack
 */
export const listenOnLoopback = async (listener, port) => {
  for (let pick = 1; ; pick += 1) {
    try {
      return await listenOnBothStacks(listener, port);
    } catch (error) {
      if (error.code !== 'EADDRINUSE' || port !== 0 || pick === PICKS) {
        throw error;
      }
    }
  }
};

const listenOnBothStacks = async (listener, wantedPort) => {
  const servers = [];
  const close = async () => {
    await Promise.all(servers.map(closeServer));
  };

  let port = wantedPort;
  let absentStack;

  for (const host of HOSTS) {
    try {
      const server = await listen(listener, host, port);
      servers.push(server);
      port = server.address().port;
    } catch (error) {
      if (!ABSENT_STACK.has(error.code)) {
        await close();
        // Not every system error names the port.
        throw Object.assign(error, { port });
      }
      absentStack = error;
    }
  }

  if (servers.length === 0) {
    throw absentStack;
  }

  return { port, close };
};

const listen = async (listener, host, port) => {
  const server = http.createServer(listener);
  server.listen({ host, port, ipv6Only: host === '::1' });
  // Rejects with the error when that comes first.
  await once(server, 'listening');

  return server;
};

const closeServer = (server) =>
  new Promise((resolve) => {
    // The callback's error says only that the server was closed before: that is what was asked for.
    server.close(() => resolve());
    // A browser keeps its connections open for minutes.
    server.closeAllConnections();
  });
