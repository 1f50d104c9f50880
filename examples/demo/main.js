// The process behind `cargo xtask demo`: a page to begin at, the sites and, unless they sign in with a
// real Logto, a local provider and a stand-in for Hugging Face.

import { access } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { listenOnLoopback } from './loopback.js';
import { USAGE, UsageError, parseOptions } from './options.js';
import { toLocalProvider, toRealLogto } from './output.js';
import { hasHome } from './own-site.js';
import { accounts } from './people.js';
import { startProviders } from './providers.js';
import { SITES, ownSite } from './sites.js';
import { startStartPage } from './start-server.js';
import { Switches } from './switches.js';

const repository = fileURLToPath(new URL('../../', import.meta.url));

const builtPackage = path.join(repository, 'pkg/dist');

const UNAVAILABLE_PORT = {
  EADDRINUSE: 'is already in use',
  EACCES: 'is reserved by the system',
};

// What is running, to be closed in the opposite order.
const running = [];

const main = async () => {
  const options = parseOptions(process.argv.slice(2));

  if (options.help) {
    process.stdout.write(USAGE);
    return;
  }

  if (options.check) {
    await check(options);
    return stop(0);
  }

  for (const signal of ['SIGINT', 'SIGTERM']) {
    // Once: whoever presses Ctrl-C a second time does not want to wait.
    process.once(signal, () => stop(0));
  }

  const wanted = await sitesOf(options);
  const packageDir = await findPackage(options.packageDir);
  // Known only when everything listens: the provider is told the sites' addresses, which may be on
  // any free port.
  let endpoint = options.logto?.endpoint;
  let switches = new Switches();

  const sites = [];
  for (const site of wanted) {
    const { address } = await start(site.flag, () =>
      site.start({
        root: path.resolve(repository, site.root),
        port: options[site.port],
        values: () => ({ endpoint, appId: options.logto?.appId ?? site.app.appId }),
        packageDir,
        firstCode: () => switches.firstCode,
      })
    );
    sites.push({ ...site, address });
  }

  let local;
  if (!options.logto) {
    const { provider, huggingFace } = await startProviders({ ...options, sites, start });

    endpoint = provider.endpoint;
    switches = new Switches({ provider });
    local = { provider: provider.endpoint, huggingFace: huggingFace.endpoint, accounts };
  }

  const own = sites
    .filter(({ port }) => port === 'ownSitePort')
    .map(({ root, address, app }) => ({ root, address, endpoint, appId: options.logto?.appId ?? app.appId }))
    .at(0);

  const { address } = await start('--port', () =>
    startStartPage({
      port: options.port,
      switches,
      view: { sites, own, local, logto: options.logto },
    })
  );

  process.stdout.write(
    local
      ? toLocalProvider({ start: address, sites, own, ...local })
      : toRealLogto({ start: address, sites, own, ...options.logto })
  );
};

/**
 * What can be wrong before anything is installed or built, looked at without either.
 *
 * The ports are held all at once, so that one which is given twice shows too.
 */
const check = async (options) => {
  const { logto, packageDir, port, providerPort, huggingFacePort } = options;

  // The one that is to be built need not be there yet.
  if (packageDir !== undefined && path.resolve(packageDir) !== builtPackage) {
    await findPackage(packageDir);
  }

  const hold = (flag, held) => start(flag, () => listenOnLoopback(() => {}, held));

  await hold('--port', port);
  for (const site of await sitesOf(options)) {
    await hold(site.flag, options[site.port]);
  }
  if (!logto) {
    await hold('--provider-port', providerPort);
    await hold('--hugging-face-port', huggingFacePort);
  }
};

const start = async (flag, open) => {
  try {
    const opened = await open();
    running.push(opened);

    return opened;
  } catch (error) {
    const reason = UNAVAILABLE_PORT[error.code];

    if (reason === undefined) {
      throw error;
    }
    throw new UsageError(`Port ${error.port} ${reason}: choose another one with ${flag} <port>.`);
  }
};

const sitesOf = async ({ ownSite: folder }) => {
  if (folder === undefined) {
    return SITES;
  }

  const root = path.resolve(folder);

  if (folder === '' || !(await hasHome(root))) {
    throw new UsageError(
      `--own-site: there is no index.html in ${folder === '' ? 'a folder without a name' : root}. It is the home page: begin with it.`
    );
  }

  return [...SITES, ownSite(root)];
};

const findPackage = async (folder) => {
  const packageDir = path.resolve(folder ?? builtPackage);

  try {
    await access(path.join(packageDir, 'index.js'));
  } catch {
    throw new UsageError(
      folder === undefined
        ? 'The package is not built: run `cargo xtask build` first.'
        : `--package-dir: there is no index.js in ${packageDir}.`
    );
  }

  return packageDir;
};

const stop = async (exitCode) => {
  const closing = running.splice(0).reverse().map((opened) => opened.close());
  await Promise.allSettled(closing);

  // Explicitly: what was still being opened when the signal came would keep the process alive.
  process.exit(exitCode);
};

main().catch((error) => {
  // Anything but a mistake at the keyboard is a defect, whose stack is wanted.
  process.stderr.write(`${error instanceof UsageError ? error.message : error.stack}\n`);

  return stop(1);
});
