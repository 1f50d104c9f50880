// The demo as tests start it: a process, its output and its exit code, on ports of its own.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const script = fileURLToPath(new URL('main.js', import.meta.url));

/** Whatever listens, in the order in which it is started. */
export const PORTS = ['site-port', 'no-code-port', 'provider-port', 'hugging-face-port', 'port'];

export const REAL_LOGTO = ['--endpoint', 'https://shop.logto.app/', '--app-id', 'a1b2c3'];

// oidc-provider says it on Node 20, whatever the demo does.
const RUNTIME_WARNING = /^oidc-provider WARNING: Unsupported runtime.*\n/m;

export const emptyFolder = async (t) => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'demo-main-'));
  t.after(() => rm(folder, { recursive: true }));

  return folder;
};

/** Run the demo; `untilSaid` resolves once a text is on its standard output. */
export const run = async (t, args) => {
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
export const assertRefused = async (t, args, message) => {
  const { exited } = await run(t, args);
  const { code, stdout, stderr } = await exited;

  assert.match(stderr, message);
  assert.equal(code, 1);
  assert.equal(stdout, '');
  assert.doesNotMatch(stderr, /^\s+at /m, 'a stack trace');
};

export const occupyPort = async (t) => {
  const server = net.createServer();
  server.listen({ host: '127.0.0.1', port: 0 });
  await once(server, 'listening');
  t.after(() => server.close());

  return String(server.address().port);
};

/** Ports nobody listens on. Held together until all are known, so that they differ. */
export const findFreePorts = async (count) => {
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
export const choosePorts = async (given = {}) => {
  const free = await findFreePorts(PORTS.length);
  const ports = {
    ...Object.fromEntries(PORTS.map((flag, index) => [flag, free[index]])),
    ...given,
  };

  return { ports, args: Object.entries(ports).flatMap(([flag, port]) => [`--${flag}`, port]) };
};

/** The sites and the start page on any free ports. */
export const ANY_PORTS = ['--port', '0', '--site-port', '0', '--no-code-port', '0'];

export const isOpen = async (port) => {
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
