// The process behind `cargo xtask demo`: the bookstore and, unless it signs in with a real Logto, a
// local provider and a stand-in for Hugging Face.

import { access } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { listenOnLoopback } from './loopback.js';
import { USAGE, UsageError, parseOptions } from './options.js';
import { toLocalProvider, toRealLogto } from './output.js';
import { startSite } from './site.js';

const repository = fileURLToPath(new URL('../../', import.meta.url));

const builtPackage = path.join(repository, 'pkg/dist');

const APP = { appId: 'bookstore', name: 'Bookstore' };

// Both ends are this process: these keep nothing secret.
const HUGGING_FACE_CLIENT = { clientId: 'bookstore-logto', clientSecret: 'local-demo-only' };

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

  const packageDir = await findPackage(options.packageDir);
  // Known only when everything listens: the provider is told the site's address, which may be any
  // free port.
  let values = options.logto;

  const site = await start('--site-port', () =>
    startSite({
      root: path.join(repository, 'examples/webflow'),
      port: options.sitePort,
      values: () => values,
      packageDir,
    })
  );

  if (options.logto) {
    process.stdout.write(toRealLogto({ site: site.address, ...options.logto }));
    return;
  }

  const { provider, huggingFace } = await startProviders(options, site.address);
  values = { endpoint: provider.endpoint, appId: APP.appId };

  process.stdout.write(
    toLocalProvider({
      site: site.address,
      provider: provider.endpoint,
      huggingFace: huggingFace.endpoint,
    })
  );
};

/**
 * What can be wrong before anything is installed or built, looked at without either.
 *
 * The ports are held all at once, so that one which is given twice shows too.
 */
const check = async ({ logto, packageDir, sitePort, providerPort, huggingFacePort }) => {
  // The one that is to be built need not be there yet.
  if (packageDir !== undefined && path.resolve(packageDir) !== builtPackage) {
    await findPackage(packageDir);
  }

  const hold = (flag, port) => start(flag, () => listenOnLoopback(() => {}, port));

  await hold('--site-port', sitePort);
  if (!logto) {
    await hold('--provider-port', providerPort);
    await hold('--hugging-face-port', huggingFacePort);
  }
};

const startProviders = async ({ providerPort, huggingFacePort }, site) => {
  // Imported here: trying a real Logto needs nothing of what the local provider is built on.
  const [{ startProvider }, { startHuggingFace }] = await Promise.all([
    import('../../tests/provider/index.js'),
    import('../../tests/provider/hugging-face.js'),
  ]).catch((error) => {
    // A package is missing; a missing file of ours would be a defect.
    if (!error.message.startsWith('Cannot find package')) {
      throw error;
    }
    throw new UsageError(
      'The local provider is not installed: run `npm ci` in the folder tests first.'
    );
  });

  const provider = await start('--provider-port', () =>
    startProvider({
      port: providerPort,
      apps: [
        {
          ...APP,
          redirectUris: [`${site}/callback`],
          // The tutorial passes the address as it is; browsers show it with a slash.
          postLogoutRedirectUris: [site, `${site}/`],
          corsOrigins: [site],
        },
      ],
      huggingFace: { port: huggingFacePort, ...HUGGING_FACE_CLIENT, scope: 'profile email' },
    })
  );
  const huggingFace = await start('--hugging-face-port', () =>
    startHuggingFace({
      port: huggingFacePort,
      ...HUGGING_FACE_CLIENT,
      redirectUris: [`${provider.endpoint}/callback/huggingface`],
    })
  );

  return { provider, huggingFace };
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
