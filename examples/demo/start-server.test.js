import assert from 'node:assert/strict';
import { once } from 'node:events';
import http from 'node:http';
import net from 'node:net';
import test from 'node:test';

import { startStartPage } from './start-server.js';
import { SITES } from './sites.js';
import { Switches } from './switches.js';

const view = {
  sites: SITES.map((site) => ({ ...site, address: 'http://localhost:8081' })),
  logto: { endpoint: 'https://shop.logto.app', appId: 'a1b2c3' },
};

const start = async (t) => {
  const switches = new Switches();
  const { address, close } = await startStartPage({ port: 0, switches, view });
  t.after(close);

  const clock = () => switches.choices[0].values.find(({ isOn }) => isOn).value;

  return { address, port: new URL(address).port, clock };
};

const AHEAD = 'clock=ahead';

/** As a browser sends a form; `fetch` would choose some of the headers itself. */
const send = async ({ port }, { headers, body = AHEAD, method = 'POST', path = '/switches' } = {}) => {
  const request = http.request({ host: '127.0.0.1', port, method, path, headers });
  request.end(body);
  const [response] = await once(request, 'response');
  const chunks = await response.toArray();

  return {
    status: response.statusCode,
    headers: response.headers,
    body: Buffer.concat(chunks).toString(),
  };
};

test('the page is there, and may be framed by nobody and load nothing', async (t) => {
  const { address } = await start(t);
  const response = await fetch(address);

  assert.equal(response.status, 200);
  assert.equal(response.headers.get('content-type'), 'text/html; charset=utf-8');
  assert.equal(response.headers.get('cache-control'), 'no-store');
  assert.match(
    response.headers.get('content-security-policy'),
    /default-src 'none';.*form-action 'self'; frame-ancestors 'none'/
  );
  assert.match(await response.text(), /<h1>logto-wasm demo<\/h1>/);
});

test('its own form sets a switch, and the page then shows it', async (t) => {
  const started = await start(t);
  const { status, headers } = await send(started, { headers: { origin: started.address } });

  assert.equal(status, 303);
  assert.equal(headers.location, '/#switches');
  assert.equal(started.clock(), 'ahead');
  assert.match(await (await fetch(started.address)).text(), /At the moment: Clock three hours ahead\./);

  await send(started, { headers: { origin: started.address }, body: 'clock=right' });
  assert.equal(started.clock(), 'right');
});

test('the form is its own by each name of this machine', async (t) => {
  for (const name of ['localhost', '127.0.0.1', '[::1]']) {
    const started = await start(t);
    const { status } = await send(started, { headers: { origin: `http://${name}:${started.port}` } });

    assert.equal(status, 303, name);
    assert.equal(started.clock(), 'ahead', name);
  }
});

test('a form of any other page is refused, and sets nothing', async (t) => {
  const started = await start(t);
  const { port } = started;

  for (const origin of [
    'https://evil.example',
    'http://localhost',
    `https://localhost:${port}`,
    `http://localhost:${Number(port) - 1}`,
    `http://localhost:${port}.evil.example`,
    `http://evil.example:${port}`,
    'null',
    '',
    undefined,
  ]) {
    const { status, body } = await send(started, {
      // Another name may lead to this machine, and is then the host, too.
      headers: { host: `evil.example:${port}`, ...(origin !== undefined && { origin }) },
    });

    assert.equal(status, 403, origin);
    assert.match(body, /from the start page of the demo only/, origin);
    assert.equal(started.clock(), 'right', origin);
  }
});

test('switches that there are not, and forms that are none, are refused', async (t) => {
  const started = await start(t);
  const headers = { origin: started.address };

  for (const [body, message] of [
    ['clock=never', /no switch for clock to be never/],
    ['network=down', /no switch for network to be down/],
    ['clock=ahead&colour=red', /no switch for colour to be red/],
    [`clock=${'a'.repeat(20_000)}`, /form too large/],
  ]) {
    const answered = await send(started, { headers, body });

    assert.equal(answered.status, 400, message);
    assert.match(answered.body, message);
    assert.equal(started.clock(), 'right');
  }
});

test('there is nothing else, and no other way to ask for it', async (t) => {
  const started = await start(t);
  const headers = { origin: started.address };

  for (const [method, path, status, allow] of [
    ['GET', '/nothing', 404],
    ['POST', '/nothing', 404],
    ['POST', '/', 405, 'GET, HEAD'],
    ['GET', '/switches', 405, 'POST'],
    ['PUT', '/switches', 405, 'POST'],
    ['HEAD', '/', 200],
    ['GET', '/?from=elsewhere', 200],
  ]) {
    const answered = await send(started, { headers, method, path, body: '' });

    assert.equal(answered.status, status, `${method} ${path}`);
    assert.equal(answered.headers.allow, allow, `${method} ${path}`);
  }
  assert.equal(started.clock(), 'right');
});

test('a busy port is told with its number', async (t) => {
  const other = net.createServer();
  other.listen({ host: '127.0.0.1', port: 0 });
  await once(other, 'listening');
  t.after(() => other.close());
  const { port } = other.address();

  await assert.rejects(startStartPage({ port, switches: new Switches(), view }), {
    code: 'EADDRINUSE',
    port,
  });
});
