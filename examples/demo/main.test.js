// The demo as it is started: a process, its output and its exit code.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(new URL('main.js', import.meta.url));

/** Whatever listens, in the order in which it is started. */
const PORTS = ['site-port', 'no-code-port', 'provider-port', 'hugging-face-port', 'port'];

const REAL_LOGTO = ['--endpoint', 'https://shop.logto.app/', '--app-id', 'a1b2c3'];

// oidc-provider says it on Node 20, whatever the demo does.
const RUNTIME_WARNING = /^oidc-provider WARNING: Unsupported runtime.*\n/m;

const emptyFolder = async (t) => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'demo-main-'));
  t.after(() => rm(folder, { recursive: true }));

  return folder;
};

/** Run the demo; `untilSaid` resolves once a text is on its standard output. */
const run = async (t, args) => {
  const packageDir = await emptyFolder(t);
  await writeFile(path.join(packageDir, 'index.js'), 'export default class {}\n');

  // Arguments given later win.
  const child = spawn(process.execPath, [script, '--package-dir', packageDir, ...args]);
  const output = { stdout: '', stderr: '' };
  t.after(() => child.kill('SIGKILL'));

  for (const stream of ['stdout', 'stderr']) {
    child[stream].setEncoding('utf8').on('data', (chunk) => {
      output[stream] += chunk;
    });
  }

  const exited = once(child, 'close').then(([code, signal]) => ({
    code,
    signal,
    stdout: output.stdout,
    stderr: output.stderr.replace(RUNTIME_WARNING, ''),
  }));

  const untilSaid = (text) =>
    new Promise((resolve, reject) => {
      const look = () => output.stdout.includes(text) && resolve(output.stdout);

      look();
      child.stdout.on('data', look);
      exited.then((end) =>
        reject(new Error(`It ended before it said "${text}": ${JSON.stringify(end)}`))
      );
    });

  return { child, exited, untilSaid };
};

/** The demo refuses: one message, exit code 1, no stack trace. */
const assertRefused = async (t, args, message) => {
  const { exited } = await run(t, args);
  const { code, stdout, stderr } = await exited;

  assert.match(stderr, message);
  assert.equal(code, 1);
  assert.equal(stdout, '');
  assert.doesNotMatch(stderr, /^\s+at /m, 'a stack trace');
};

const occupyPort = async (t) => {
  const server = net.createServer();
  server.listen({ host: '127.0.0.1', port: 0 });
  await once(server, 'listening');
  t.after(() => server.close());

  return String(server.address().port);
};

/** Ports nobody listens on. Held together until all are known, so that they differ. */
const findFreePorts = async (count) => {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = net.createServer();
      server.listen({ host: '127.0.0.1', port: 0 });
      await once(server, 'listening');

      return server;
    })
  );
  const ports = servers.map((server) => String(server.address().port));
  await Promise.all(servers.map((server) => once(server.close(), 'close')));

  return ports;
};

/** A free port for each flag, and the arguments that say so. */
const choosePorts = async (given = {}) => {
  const free = await findFreePorts(PORTS.length);
  const ports = {
    ...Object.fromEntries(PORTS.map((flag, index) => [flag, free[index]])),
    ...given,
  };

  return { ports, args: Object.entries(ports).flatMap(([flag, port]) => [`--${flag}`, port]) };
};

/** The sites and the start page on any free ports. */
const ANY_PORTS = ['--port', '0', '--site-port', '0', '--no-code-port', '0'];

const isOpen = async (port) => {
  const socket = net.connect(Number(port), '127.0.0.1');

  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
};

test('--help names every flag', async (t) => {
  const { exited } = await run(t, ['--help']);
  const { code, stdout, stderr } = await exited;

  assert.equal(code, 0);
  assert.equal(stderr, '');
  for (const flag of [
    ...PORTS,
    'endpoint',
    'app-id',
    'own-site',
    'own-site-port',
    'package-dir',
    'check',
  ]) {
    assert.ok(stdout.includes(`--${flag} `), flag);
  }
});

for (const [args, message] of [
  [['--prot', '80'], /--prot/],
  [['stray'], /stray/],
  [['--port', '80a'], /--port must be a port/],
  [['--no-code-port', '-1'], /--no-code-port/],
  [['--site-port'], /--site-port/],
  [['--site-port', '80a'], /--site-port must be a port/],
  [['--site-port', '65536'], /--site-port must be a port/],
  [['--provider-port', '-1'], /--provider-port/],
  [['--provider-port', '0'], /--provider-port must be a port/],
  [['--hugging-face-port', ''], /--hugging-face-port must be a port/],
  [['--endpoint', 'https://shop.logto.app'], /--endpoint needs --app-id too/],
  [['--app-id', 'a1b2c3'], /--app-id needs --endpoint too/],
  [['--endpoint', 'shop.logto.app', '--app-id', 'a'], /--endpoint must be an address/],
  [['--endpoint', 'javascript:alert(1)', '--app-id', 'a'], /--endpoint must be an address/],
  [['--endpoint', 'https://shop.logto.app', '--app-id', ''], /--app-id is empty/],
  [['--own-site', '/nowhere'], /--own-site: there is no index\.html in \/nowhere\./],
  [['--own-site', ''], /--own-site: there is no index\.html in a folder without a name\./],
  [['--own-site-port', 'x'], /--own-site-port must be a port/],
  [['--package-dir', '/nowhere'], /--package-dir: there is no index\.js in \/nowhere/],
]) {
  test(`\`${args.join(' ')}\` is refused with a clear message`, (t) =>
    assertRefused(t, args, message));

  test(`\`--check ${args.join(' ')}\` refuses it the same way`, (t) =>
    assertRefused(t, ['--check', ...args], message));
}

for (const busy of ['site-port', 'no-code-port', 'port']) {
  test(`with a real Logto, too, a busy port names --${busy}`, async (t) => {
    const port = await occupyPort(t);

    await assertRefused(
      t,
      [...REAL_LOGTO, ...ANY_PORTS, `--${busy}`, port],
      new RegExp(`^Port ${port} is already in use: choose another one with --${busy} <port>\\.\\n$`)
    );
  });
}

test('--check is silent when all is well, and leaves the ports free', async (t) => {
  const { ports, args } = await choosePorts();
  const { exited } = await run(t, ['--check', ...args]);
  const { code, stdout, stderr } = await exited;

  assert.deepEqual({ code, stdout, stderr }, { code: 0, stdout: '', stderr: '' });
  for (const port of Object.values(ports)) {
    assert.equal(await isOpen(port), false, port);
  }
});

test('--check needs neither a built package nor what the provider is built on', async (t) => {
  const repository = await emptyFolder(t);
  const demo = path.join(repository, 'examples/demo');
  const { args } = await choosePorts();

  await cp(path.dirname(script), demo, { recursive: true });
  const child = spawn(
    process.execPath,
    [
      path.join(demo, 'main.js'),
      '--check',
      ...args,
      // To be built: it need not be there, even by its name.
      '--package-dir=pkg/dist',
    ],
    { cwd: repository, stdio: ['ignore', 'inherit', 'inherit'] }
  );

  assert.deepEqual(await once(child, 'close'), [0, null]);
});

test('--check leaves the provider’s ports alone when a real Logto is signed in with', async (t) => {
  const port = await occupyPort(t);
  const { exited } = await run(t, [
    '--check',
    ...REAL_LOGTO,
    ...ANY_PORTS,
    ...['--provider-port', port, '--hugging-face-port', port],
  ]);

  assert.equal((await exited).code, 0);
});

test('--check tells of a port that is given twice', async (t) => {
  const [port] = await findFreePorts(1);
  const { args } = await choosePorts({ 'site-port': port, 'provider-port': port });

  await assertRefused(
    t,
    ['--check', ...args],
    new RegExp(`^Port ${port} is already in use: choose another one with --provider-port`)
  );
});

/** Asserts that the demo refuses when the port of the flag `busy` is taken; returns the free ones. */
const assertRefusesBusy = async (t, busy, ...flags) => {
  const taken = await occupyPort(t);
  const { ports, args } = await choosePorts({ [busy]: taken });

  await assertRefused(
    t,
    [...flags, ...args],
    new RegExp(`^Port ${taken} is already in use: choose another one with --${busy} <port>\\.\\n$`)
  );

  return Object.values(ports).filter((port) => port !== taken);
};

for (const busy of PORTS) {
  test(`--check tells of a busy --${busy}`, async (t) => {
    await assertRefusesBusy(t, busy, '--check');
  });

  test(`a busy port names --${busy}, and nothing is left running`, async (t) => {
    for (const free of await assertRefusesBusy(t, busy)) {
      assert.equal(await isOpen(free), false, free);
    }
  });
}

test('with a real Logto it says what to register there, and serves both sites for it', async (t) => {
  const { child, exited, untilSaid } = await run(t, [...REAL_LOGTO, ...ANY_PORTS]);
  const said = await untilSaid('Ctrl-C stops everything');
  const [start, site, noCode] = said.match(/http:\/\/localhost:\d+/g);

  for (const line of [
    `Redirect URI                ${site}/callback`,
    `Redirect URI                ${noCode}/`,
    `Post sign-out redirect URI  ${site}`,
    `Post sign-out redirect URI  ${noCode}/`,
    `CORS allowed origin         ${site}`,
    `CORS allowed origin         ${noCode}`,
  ]) {
    assert.ok(said.includes(`  ${line}\n`), line);
  }
  assert.doesNotMatch(said, /alice|Hugging Face/, 'the local provider’s accounts');

  const html = await (await fetch(site)).text();
  assert.ok(html.includes("endpoint: 'https://shop.logto.app/',"));
  assert.ok(html.includes("appId: 'a1b2c3',"));

  const withTag = await (await fetch(noCode)).text();
  assert.ok(withTag.includes('data-logto-endpoint="https://shop.logto.app/"'));
  assert.ok(withTag.includes('data-logto-app-id="a1b2c3"'));

  const page = await (await fetch(start)).text();
  assert.ok(page.includes(`<code>${noCode}/</code>`));
  assert.doesNotMatch(page, /name="network"/);

  child.kill('SIGINT');
  assert.equal((await exited).code, 0);
  for (const { port } of [start, site, noCode].map((address) => new URL(address))) {
    assert.equal(await isOpen(port), false, port);
  }
});

test('SIGTERM stops it as Ctrl-C does', async (t) => {
  const { child, exited, untilSaid } = await run(t, [...REAL_LOGTO, ...ANY_PORTS]);
  await untilSaid('Ctrl-C stops everything');

  child.kill('SIGTERM');
  const { code, signal, stderr } = await exited;
  assert.deepEqual({ code, signal, stderr }, { code: 0, signal: null, stderr: '' });
});

test('on its own it starts a provider and Hugging Face, and says how to sign in', async (t) => {
  const { ports, args } = await choosePorts();
  const [site, noCode, provider, huggingFace, start] = PORTS.map(
    (flag) => `http://localhost:${ports[flag]}`
  );
  const { child, exited, untilSaid } = await run(t, args);
  const said = await untilSaid('Ctrl-C stops everything');

  for (const text of [
    ...[site, noCode, provider, huggingFace, `Open ${start}`],
    ...['alice / wonderland', 'grace / hopper', 'ada / lovelace'],
  ]) {
    assert.ok(said.includes(text), text);
  }

  const html = await (await fetch(site)).text();
  assert.ok(html.includes(`endpoint: '${provider}',`));
  assert.ok(html.includes("appId: 'bookstore',"));

  const withTag = await (await fetch(noCode)).text();
  assert.ok(withTag.includes(`data-logto-endpoint="${provider}"`));
  assert.ok(withTag.includes('data-logto-app-id="bookstore-no-code"'));

  const discovery = await fetch(`${provider}/oidc/.well-known/openid-configuration`);
  assert.equal((await discovery.json()).issuer, `${provider}/oidc`);

  for (const [body, status, script] of [
    ['network=overloaded&clock=behind', 503, true],
    ['network=right&clock=right', 200, false],
  ]) {
    await fetch(`${start}/switches`, { method: 'POST', headers: { origin: start }, body });

    assert.equal((await fetch(`${provider}/oidc/jwks`)).status, status);
    for (const address of [site, noCode]) {
      assert.equal((await (await fetch(address)).text()).includes('<head><script>'), script);
    }
  }

  child.kill('SIGINT');
  const { code, stderr } = await exited;
  assert.deepEqual({ code, stderr }, { code: 0, stderr: '' });
  for (const port of Object.values(ports)) {
    assert.equal(await isOpen(port), false, port);
  }
});

const folderOfPages = async (t) => {
  const folder = await emptyFolder(t);
  await writeFile(path.join(folder, 'index.html'), '<head></head>My own page');

  return folder;
};

test('a folder of one’s own is served beside the sites, with what to paste into its pages', async (t) => {
  const folder = await folderOfPages(t);
  const { ports, args } = await choosePorts();
  const [port] = await findFreePorts(1);
  const { child, exited, untilSaid } = await run(t, [
    ...args,
    ...['--own-site', folder, '--own-site-port', port],
  ]);
  const said = await untilSaid('Ctrl-C stops everything');
  const own = `http://localhost:${port}`;

  assert.equal(said.match(/Your site +(\S+)/)[1], own);
  assert.ok(said.includes(`Paste this into the head of each page in ${folder}:`));
  for (const line of [
    `data-logto-endpoint="http://localhost:${ports['provider-port']}"`,
    'data-logto-app-id="my-site"',
  ]) {
    assert.ok(said.includes(line), line);
  }
  assert.match(await (await fetch(own)).text(), /My own page/);

  const start = `http://localhost:${ports.port}`;
  assert.match(await (await fetch(start)).text(), /data-logto-app-id=&quot;my-site&quot;/);
  await fetch(`${start}/switches`, {
    method: 'POST',
    headers: { origin: start },
    body: 'clock=behind',
  });
  assert.match(await (await fetch(own)).text(), /^<head><script>/);

  child.kill('SIGINT');
  assert.equal((await exited).code, 0);
  assert.equal(await isOpen(port), false);
});

test('with a real Logto it says what to register for a folder of one’s own', async (t) => {
  const folder = await folderOfPages(t);
  const { child, exited, untilSaid } = await run(t, [
    ...[...REAL_LOGTO, ...ANY_PORTS],
    ...['--own-site', folder, '--own-site-port', '0'],
  ]);
  const said = await untilSaid('Ctrl-C stops everything');
  const [, own] = said.match(/Your site +(\S+)/);

  for (const line of [
    `Redirect URI                ${own}/`,
    `Redirect URI                ${own}/callback`,
    `Post sign-out redirect URI  ${own}/`,
    `Post sign-out redirect URI  ${own}`,
    `CORS allowed origin         ${own}`,
  ]) {
    assert.ok(said.includes(`  ${line}\n`), line);
  }
  assert.ok(said.includes('data-logto-app-id="a1b2c3"'));

  child.kill('SIGTERM');
  assert.equal((await exited).code, 0);
});

test('--check tells of a busy --own-site-port, if there is a site for it', async (t) => {
  const port = await occupyPort(t);
  const { args } = await choosePorts();
  const busy = ['--check', ...args, '--own-site-port', port];

  assert.equal((await (await run(t, busy)).exited).code, 0);
  await assertRefused(
    t,
    [...busy, '--own-site', await folderOfPages(t)],
    new RegExp(`^Port ${port} is already in use: choose another one with --own-site-port <port>\\.\\n$`)
  );
});
