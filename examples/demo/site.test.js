import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import http from 'node:http';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';

import { startSite } from './site.js';

const webflow = fileURLToPath(new URL('../webflow', import.meta.url));

const noCode = fileURLToPath(new URL('../webflow-no-code', import.meta.url));

const values = { endpoint: 'http://localhost:3001', appId: 'bookstore' };

/** A package folder with a secret beside it, which no request may reach. */
const makePackage = async (t) => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'demo-site-'));
  t.after(() => rm(folder, { recursive: true }));

  const packageDir = path.join(folder, 'dist');
  await mkdir(packageDir);
  await Promise.all([
    writeFile(path.join(folder, 'secret.txt'), 'secret'),
    writeFile(path.join(packageDir, 'index.js'), 'export default class {}\n'),
    writeFile(path.join(packageDir, 'index_bg.wasm'), Buffer.from('\0asm')),
    symlink(path.join(folder, 'secret.txt'), path.join(packageDir, 'linked.txt')),
  ]);

  return packageDir;
};

const start = async (t, options = {}) => {
  const packageDir = await makePackage(t);
  const site = await startSite({ root: webflow, port: 0, values, packageDir, ...options });
  t.after(() => site.close());

  return site;
};

/** As it is written: `fetch` would resolve `..` before sending anything. */
const requestRaw = async (address, target, method = 'GET') => {
  const { port } = new URL(address);
  const request = http.request({ host: '127.0.0.1', port, method, path: target }).end();
  const [response] = await once(request, 'response');
  const chunks = await response.toArray();

  return {
    status: response.statusCode,
    headers: response.headers,
    body: Buffer.concat(chunks).toString(),
  };
};

test('the home page is composed: head code, sign-in code, profile code', async (t) => {
  const { address } = await start(t);
  const response = await fetch(address);
  const html = await response.text();

  assert.equal(response.status, 200);
  assert.equal(response.headers.get('content-type'), 'text/html; charset=utf-8');
  assert.equal(response.headers.get('cache-control'), 'no-store');

  const inOrder = [
    `import LogtoClient from '${address}/logto-wasm/index.js';`,
    "endpoint: 'http://localhost:3001',",
    "appId: 'bookstore',",
    '</head>',
    'id="sign-in"',
    `logtoClient.signIn('${address}/callback')`,
    `logtoClient.signOut('${address}')`,
    'getIdTokenClaims()',
    '</body>',
  ].map((text) => html.indexOf(text));

  assert.ok(!inOrder.includes(-1), `all there: ${inOrder}`);
  assert.deepEqual(inOrder, inOrder.toSorted((one, other) => one - other));
  assert.doesNotMatch(html, /esm\.run|<your-|your-awesome-site/);
});

test('the callback page has the callback code and not the home page’s', async (t) => {
  const { address } = await start(t);
  const response = await fetch(`${address}/callback?code=c&state=s`);
  const html = await response.text();

  assert.equal(response.status, 200);
  assert.match(html, /Redirection\.\.\./);
  assert.match(html, /window\.logtoClient = new LogtoClient/);
  assert.match(html, /handleSignInCallback\(window\.location\.href\)/);
  assert.ok(html.includes(`window.location.assign('${address}')`));
  assert.doesNotMatch(html, /sign-in/);
});

test('the SDK may be imported from elsewhere', async (t) => {
  const importUrl = 'https://cdn.example/logto-wasm@1/+esm';
  const { address } = await start(t, { values: { ...values, importUrl } });

  assert.ok((await (await fetch(address)).text()).includes(`import LogtoClient from '${importUrl}'`));
});

test('values cannot break out of their script', async (t) => {
  const appId = "'});</script><script>alert(1)</script>";
  const { address } = await start(t, { values: { ...values, appId } });
  const html = await (await fetch(address)).text();

  assert.doesNotMatch(html, /alert\(1\)<\/script>/);
  assert.ok(html.includes(String.raw`appId: '\u0027});\u003c/script\u003e`));
});

test('the site without code has the tag in the head of each page, and no other script', async (t) => {
  const { address } = await start(t, { root: noCode });

  for (const page of ['/', '/members', '/profile', '/nothing']) {
    const html = await (await fetch(address + page)).text();
    const scripts = html.match(/<script[^>]*>[^]*?<\/script>/g);

    assert.equal(scripts.length, 1, page);
    assert.ok(html.indexOf(scripts[0]) < html.indexOf('</head>'), page);
    for (const attribute of [
      `src="${address}/logto-wasm/auto.js"`,
      'data-logto-endpoint="http://localhost:3001"',
      'data-logto-app-id="bookstore"',
    ]) {
      assert.ok(scripts[0].includes(attribute), `${page}: ${attribute}`);
    }
  }
});

test('values cannot break out of their attribute', async (t) => {
  const appId = `"></script><script>alert('1')</script>`;
  const { address } = await start(t, { root: noCode, values: { ...values, appId } });
  const html = await (await fetch(address)).text();

  assert.equal(html.match(/<script/g).length, 1);
  assert.ok(
    html.includes(
      'data-logto-app-id="&quot;&gt;&lt;/script&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;"'
    )
  );
});

test('the tag may be loaded from elsewhere', async (t) => {
  const autoUrl = 'https://cdn.example/logto-wasm@1/dist/auto.js';
  const { address } = await start(t, { root: noCode, values: { ...values, autoUrl } });

  assert.ok((await (await fetch(address)).text()).includes(`src="${autoUrl}"`));
});

test('values may be told later: each page asks for them', async (t) => {
  let current;
  const { address } = await start(t, { values: () => current });

  current = { ...values, appId: 'first' };
  assert.match(await (await fetch(address)).text(), /appId: 'first'/);
  current = { ...values, appId: 'second' };
  assert.match(await (await fetch(address)).text(), /appId: 'second'/);
});

test('what comes first in a page is asked for each time, and is in the 404 page, too', async (t) => {
  let firstCode = '<!--first-->';
  const { address } = await start(t, { firstCode: () => firstCode });

  for (const page of ['/', '/callback', '/nothing']) {
    assert.match(await (await fetch(address + page)).text(), /<head><!--first-->\n/, page);
  }
  firstCode = '';
  assert.match(await (await fetch(address)).text(), /<head>\n/);
});

test('assets, icon and package come with their content types', async (t) => {
  const { address } = await start(t);

  for (const [file, type] of [
    ['/css/site.css', 'text/css; charset=utf-8'],
    ['/images/favicon.svg', 'image/svg+xml; charset=utf-8'],
    ['/favicon.ico', 'image/svg+xml; charset=utf-8'],
    ['/logto-wasm/index.js', 'text/javascript; charset=utf-8'],
    ['/logto-wasm/index_bg.wasm', 'application/wasm'],
  ]) {
    const response = await fetch(address + file);

    assert.equal(response.status, 200, file);
    assert.equal(response.headers.get('content-type'), type, file);
    assert.equal(response.headers.get('cache-control'), 'no-store', file);
    assert.ok((await response.arrayBuffer()).byteLength > 0, file);
  }
});

test('what is not published is the 404 page', async (t) => {
  const { address } = await start(t);

  for (const missing of [
    '/nothing',
    '/css/nothing.css',
    '/css',
    '/css/',
    '/logto-wasm/',
    '/logto-wasm/nothing.js',
    '/index.html',
    '/site.json',
    '/custom-code/home.html',
  ]) {
    const response = await fetch(address + missing);

    assert.equal(response.status, 404, missing);
    assert.match(await response.text(), /Not on our shelves/, missing);
  }
});

test('no path leads out of the served folders', async (t) => {
  const { address } = await start(t);

  for (const target of [
    '/logto-wasm/../secret.txt',
    '/logto-wasm/%2e%2e/secret.txt',
    '/logto-wasm/..%2fsecret.txt',
    '/logto-wasm/%2e%2e%2fsecret.txt',
    '/logto-wasm/..%5csecret.txt',
    '/logto-wasm/..\\secret.txt',
    '/css/../index.html',
    '/../../../../../../etc/passwd',
    '/logto-wasm/index.js%00.css',
    '/%',
    'http://localhost/',
  ]) {
    const { status, body } = await requestRaw(address, target);

    assert.equal(status, 400, target);
    assert.equal(body, 'Not a path of this site.\n', target);
  }

  for (const target of [
    '/logto-wasm/linked.txt',
    '/logto-wasm//etc/passwd',
    '/logto-wasm/%252e%252e/secret.txt',
  ]) {
    const { status, body } = await requestRaw(address, target);

    assert.equal(status, 404, target);
    assert.match(body, /Not on our shelves/, target);
  }
});

test('HEAD answers as GET does, without the body', async (t) => {
  const { address } = await start(t);
  const [head, get] = [await requestRaw(address, '/', 'HEAD'), await requestRaw(address, '/')];

  assert.equal(head.status, 200);
  assert.equal(head.body, '');
  assert.equal(head.headers['content-length'], String(Buffer.byteLength(get.body)));
});

test('nothing but GET and HEAD', async (t) => {
  const { address } = await start(t);

  for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) {
    const { status, headers } = await requestRaw(address, '/', method);

    assert.equal(status, 405, method);
    assert.equal(headers.allow, 'GET, HEAD', method);
  }
});

test('a form is taken where the site says so, and leads on', async (t) => {
  const { address } = await start(t, { root: noCode });

  for (const [target, status, location] of [
    ['/keep-a-seat', 303, '/profile#seat-kept'],
    ['/keep-a-seat?again', 303, '/profile#seat-kept'],
    ['/profile', 405],
    ['/nothing', 405],
    ['/../keep-a-seat', 405],
  ]) {
    const answered = await requestRaw(address, target, 'POST');

    assert.equal(answered.status, status, target);
    assert.equal(answered.headers.location, location, target);
  }
  assert.equal((await requestRaw(address, '/keep-a-seat')).status, 404);
});

test('a page that cannot be composed says why', async (t) => {
  const { address } = await start(t, {
    values: () => {
      throw new Error('the provider is not there yet');
    },
  });
  const { status, body } = await requestRaw(address, '/');

  assert.equal(status, 500);
  assert.equal(body, 'the provider is not there yet\n');
});

test('the log names pages, never the authorization code', async (t) => {
  const log = [];
  const { address } = await start(t, { log: (line) => log.push(line) });
  await requestRaw(address, '/callback?code=the-code&state=the-state');

  assert.deepEqual(log, ['GET /callback 200']);
});

test('it listens on loopback alone, on the same port of both stacks', async (t) => {
  const { address } = await start(t);
  const port = Number(new URL(address).port);

  const hosts = [];
  for (const [host, isThere] of [
    ['127.0.0.1', true],
    ['::1', await hasAddress('::1')],
    ...outsideAddresses().map((outside) => [outside, false]),
  ]) {
    if ((await canConnect(host, port)) !== isThere) {
      hosts.push(host);
    }
  }

  assert.deepEqual(hosts, [], 'hosts that answer and should not, or should and do not');
});

test('a busy port is told with its number, and nothing stays open', async (t) => {
  const first = await start(t);
  const port = Number(new URL(first.address).port);

  await assert.rejects(start(t, { port }), { code: 'EADDRINUSE', port });
});

test('a port that is busy on one stack only is busy', async (t) => {
  // The one that is tried last: by then the other is open. A machine may have only one.
  const host = (await hasAddress('::1')) ? '::1' : '127.0.0.1';
  const other = net.createServer();
  other.listen({ host, port: 0 });
  await once(other, 'listening');
  t.after(() => other.close());
  const { port } = other.address();

  await assert.rejects(start(t, { port }), { code: 'EADDRINUSE', port });
  assert.equal(await canConnect('127.0.0.1', port), host === '127.0.0.1');
});

test('closing frees the port, even with a browser still connected', async (t) => {
  const site = await start(t);
  const port = Number(new URL(site.address).port);
  const browser = net.connect(port, '127.0.0.1');
  await once(browser, 'connect');
  const disconnected = once(browser, 'close');

  await Promise.all([site.close(), disconnected]);
  await site.close();

  assert.equal(await canConnect('127.0.0.1', port), false);
});

const canConnect = async (host, port) => {
  const socket = net.connect({ host, port });

  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
};

const hasAddress = async (host) => {
  const server = net.createServer();
  server.listen({ host, port: 0 });

  try {
    await once(server, 'listening');
    return true;
  } catch {
    return false;
  } finally {
    server.close();
  }
};

const outsideAddresses = () =>
  Object.values(os.networkInterfaces())
    .flat()
    .filter(({ internal, family }) => !internal && family === 'IPv4')
    .map(({ address }) => address);
