/** In the place of a path: all there are, the pages among them. */
const EVERY_PATH = '*';

/**
 * What goes wrong on a request's way to the provider: it is never handled, so it spends nothing, or
 * it is handled late. (What goes wrong on the way back is Tampering's.)
 *
 * @typedef {{ reset: true } | { until: Promise<unknown> } | { status: number, headers?: Record<string, string>, body?: string }} Fault
 */
export class Faults {
  /** @type {Set<{ path: string, choose: (request: import('node:http').IncomingMessage) => Fault | undefined }>} */
  #rules = new Set();

  add(path, choose) {
    const rule = { path, choose };
    this.#rules.add(rule);
    return () => {
      this.#rules.delete(rule);
    };
  }

  /** Whether that was it: nothing is left to be handled. */
  async meet(request, response, path) {
    for (const rule of this.#rules) {
      const isMeant = rule.path === path || rule.path === EVERY_PATH;
      // A preflight is the browser's own.
      if (!isMeant || request.method === 'OPTIONS') continue;
      const fault = rule.choose(request);
      if (fault && await happen(fault, request, response)) return true;
    }
    return false;
  }
}

async function happen(fault, request, response) {
  if (fault.reset) {
    request.socket.destroy();
    return true;
  }
  if (fault.until) {
    await fault.until;
    // Who has left meanwhile sent nothing, as far as the provider is concerned.
    return request.socket.destroyed;
  }
  const { status, headers, body = '' } = fault;
  response.writeHead(status, {
    // Even a proxy in trouble lets the page see what it answers; otherwise all of this would be a reset.
    'access-control-allow-origin': request.headers.origin ?? '*',
    vary: 'Origin',
    'cache-control': 'no-store',
    ...headers,
  });
  response.end(body);
  return true;
}
