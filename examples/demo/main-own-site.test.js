// The demo with a folder of one's own among its sites.

import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import test from 'node:test';

import {
  ANY_PORTS,
  REAL_LOGTO,
  assertRefused,
  choosePorts,
  emptyFolder,
  findFreePorts,
  isOpen,
  occupyPort,
  run,
} from './process.js';

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
