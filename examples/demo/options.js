import { parseArgs } from 'node:util';

export const USAGE = `The tutorial's bookstore, the same without code, and everything they sign in with, on this machine.

Usage: cargo xtask demo [options]

  --port <port>               the port of the page to begin at (default 8080; 0 for any free one)
  --site-port <port>          the bookstore's port (default 8081; 0 for any free one)
  --no-code-port <port>       the port of the bookstore without code (default 8082; 0 for any free one)
  --own-site <folder>         serve the pages in this folder too, for trying out a site of your own
  --own-site-port <port>      its port (default 8083; 0 for any free one)
  --provider-port <port>      the local OpenID provider's port (default 3001)
  --hugging-face-port <port>  the port of the stand-in for Hugging Face (default 3002)
  --endpoint <url>            sign in with this Logto instead: no local provider is started
  --app-id <id>               the application's ID in that Logto
  --package-dir <folder>      serve the SDK from this folder (default: the built package)
  --check                     look only whether the options and the ports will do
  --help                      show this text
`;

/** What the person at the keyboard can put right: told in one sentence, without a stack trace. */
export class UsageError extends Error {}

const TEXT = { type: 'string' };

/**
 * @param {string[]} args the command line, without node and the script
 * @returns {{
 *   help?: boolean, check?: boolean,
 *   port: number, sitePort: number, noCodePort: number, providerPort: number, huggingFacePort: number,
 *   ownSite?: string, ownSitePort: number,
 *   logto?: { endpoint: string, appId: string },
 *   packageDir?: string,
 * }}
 * @throws UsageError
 */
export const parseOptions = (args) => {
  const flags = parseFlags(args);
  const endpoint = flags.endpoint;
  const appId = flags['app-id'];

  if ((endpoint === undefined) !== (appId === undefined)) {
    const [given, missing] = appId === undefined ? ['endpoint', 'app-id'] : ['app-id', 'endpoint'];

    throw new UsageError(
      `--${given} needs --${missing} too: the two together name an application in your Logto.`
    );
  }
  if (endpoint !== undefined && !/^https?:$/.test(protocolOf(endpoint))) {
    throw new UsageError(
      `--endpoint must be an address such as https://your-tenant.logto.app, not "${endpoint}".`
    );
  }
  if (appId === '') {
    throw new UsageError('--app-id is empty: copy the App ID from the application in your Logto.');
  }

  return {
    help: flags.help,
    check: flags.check,
    port: portOf(flags, 'port', { lowest: 0 }),
    sitePort: portOf(flags, 'site-port', { lowest: 0 }),
    noCodePort: portOf(flags, 'no-code-port', { lowest: 0 }),
    ownSite: flags['own-site'],
    ownSitePort: portOf(flags, 'own-site-port', { lowest: 0 }),
    // The provider and Hugging Face each have the other's address in their settings, so theirs are
    // fixed before either starts.
    providerPort: portOf(flags, 'provider-port', { lowest: 1 }),
    huggingFacePort: portOf(flags, 'hugging-face-port', { lowest: 1 }),
    logto: endpoint === undefined ? undefined : { endpoint, appId },
    packageDir: flags['package-dir'],
  };
};

const parseFlags = (args) => {
  try {
    const { values } = parseArgs({
      args,
      options: {
        port: { ...TEXT, default: '8080' },
        'site-port': { ...TEXT, default: '8081' },
        'no-code-port': { ...TEXT, default: '8082' },
        'own-site': TEXT,
        'own-site-port': { ...TEXT, default: '8083' },
        'provider-port': { ...TEXT, default: '3001' },
        'hugging-face-port': { ...TEXT, default: '3002' },
        endpoint: TEXT,
        'app-id': TEXT,
        'package-dir': TEXT,
        check: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });

    return values;
  } catch (error) {
    if (!error.code?.startsWith('ERR_PARSE_ARGS')) {
      throw error;
    }
    throw new UsageError(`${error.message}\nSee --help for the options there are.`);
  }
};

const portOf = (flags, name, { lowest }) => {
  const port = Number(flags[name]);

  if (!/^\d+$/.test(flags[name]) || port < lowest || port > 65_535) {
    throw new UsageError(
      `--${name} must be a port from ${lowest} to 65535, not "${flags[name]}".`
    );
  }

  return port;
};

const protocolOf = (address) => {
  try {
    return new URL(address).protocol;
  } catch {
    return '';
  }
};
