// The demo as it is started.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp } from 'node:fs/promises';
import path from 'node:path';
import test from 'node:test';

import {
  ANY_PORTS,
  PORTS,
  REAL_LOGTO,
  assertRefused,
  choosePorts,
  emptyFolder,
  findFreePorts,
  isOpen,
  occupyPort,
  run,
  script,
} from './process.js';

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
