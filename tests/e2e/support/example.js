import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';

import { listenOnLoopback } from '../../../examples/demo/loopback.js';
import { startProvider } from '../../provider/index.js';
import { startApi } from './api.js';

const APP_ID = 'example';
const RESOURCE = 'https://books.test/api';
const SCOPE = 'read:books';

export const ORGANIZATION = { id: 'lookingglass', name: 'Looking-Glass Library' };

/** A file of an example, or without a name its folder. */
export const fileInExample = (example, file = '') =>
  fileURLToPath(new URL(`../../../examples/${example}/${file}`, import.meta.url));

/**
 * A port for a server that has to be told one. From below those that systems give away by
 * themselves, so nobody is given it before that server takes it.
 */
const freePort = async () => {
  for (;;) {
    const port = randomInt(20_000, 32_768);

    try {
      const { close } = await listenOnLoopback(() => {}, port);
      await close();
      return port;
    } catch (error) {
      if (error.code !== 'EADDRINUSE') throw error;
    }
  }
};

/**
 * An example, and what it signs in at and calls: a provider that knows `alice`, one API resource and
 * one organization, and the API. Only this one site may use them.
 *
 * The site's address is part of what the provider knows, and the provider's of what the site knows:
 * so the site's is chosen first.
 *
 * @template {{ close: () => Promise<void> }} Site
 * @param {(settings: Settings) => Promise<Site>} startSite
 * @param {{ callback?: string }} [options] the path of the redirect URI
 *
 * @typedef {object} Settings what the site is to be started with
 * @property {number} port where it is to listen
 * @property {string} address where pages will find it
 * @property {string} endpoint Logto's
 * @property {string} appId
 * @property {string} api where the API is
 * @property {string} resource the indicator of the API
 */
export const openExample = async (startSite, { callback = '/callback' } = {}) => {
  const port = await freePort();
  const address = `http://localhost:${port}`;

  const provider = await startProvider({
    apps: [
      {
        appId: APP_ID,
        redirectUris: [`${address}${callback}`],
        postLogoutRedirectUris: [address, `${address}/`],
        corsOrigins: [address],
      },
    ],
    resources: [{ indicator: RESOURCE, scopes: [SCOPE] }],
    organizations: [{ ...ORGANIZATION, members: { alice: ['reader'] }, scopes: [SCOPE] }],
  });
  const api = await startApi({
    issuer: provider.issuer,
    resource: RESOURCE,
    scope: SCOPE,
    origin: address,
  });
  const site = await startSite({
    port,
    address,
    endpoint: provider.endpoint,
    appId: APP_ID,
    api: api.address,
    resource: RESOURCE,
  });

  return {
    address,
    provider,
    api,
    resource: RESOURCE,
    close: () => Promise.all([site, api, provider].map((each) => each.close())),
  };
};

/** A program out of an example's packages, as that example's scripts would start it. */
const start = ({ example, program, args = [], env }) => {
  const file = fileInExample(example, `node_modules/${program}`);
  const child = spawn(process.execPath, [file, ...args], {
    cwd: fileInExample(example),
    env: { ...process.env, ...env },
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      printed += text;
    });
  }
  // Servers print the port of their address in bold.
  const output = () => stripVTControlCharacters(printed);

  return {
    child,
    output,
    failure: (what) => new Error(`${program} ${args.join(' ')} ${what}:\n${output()}`),
  };
};

/**
 * Runs a program to its end.
 *
 * @param {object} options
 * @param {string} options.example the name of its folder
 * @param {string} options.program a file below its `node_modules`
 * @param {string[]} [options.args]
 * @param {Record<string, string>} [options.env]
 * @throws when it fails, with what it printed
 */
export const runToEnd = async (options) => {
  const { child, failure } = start(options);
  const [code] = await once(child, 'close');

  if (code !== 0) throw failure('failed');
};

/**
 * Starts a server, and waits until it answers: servers print their address when they do.
 *
 * @param {Parameters<typeof runToEnd>[0] & { address: string }} options
 */
export const startServer = ({ address, ...options }) =>
  new Promise((resolve, reject) => {
    const { child, output, failure } = start(options);
    const ended = once(child, 'close');
    const close = async () => {
      child.kill();
      await ended;
    };

    child.stdout.on('data', () => {
      if (output().includes(address)) resolve({ close });
    });
    ended.then(() => reject(failure('ended')), reject);
  });
