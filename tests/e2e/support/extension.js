import { createHash, createPublicKey } from 'node:crypto';
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { startProvider } from '../../provider/index.js';
import { generatePrivateKey } from '../../provider/private-key.js';
import { bundleOnOurs } from './built-on.js';

const APP_ID = 'extension';

const sources = fileURLToPath(new URL('../extension/', import.meta.url));

/**
 * Who an extension is: Chrome makes its ID of the key in its manifest. With a key of our own the
 * provider knows its addresses before it is there.
 */
const createIdentity = () => {
  const publicKey = createPublicKey(generatePrivateKey('rsa', { modulusLength: 2048 }));
  const key = publicKey.export({ type: 'spki', format: 'der' });
  const digits = createHash('sha256').update(key).digest('hex').slice(0, 32);
  // Hexadecimal digits, from a to p.
  const id = digits.replace(/./g, (digit) => String.fromCharCode(97 + Number.parseInt(digit, 16)));

  return { id, key: key.toString('base64') };
};

/** For pages and service worker alike. */
const manifest = ({ key, endpoint }) => ({
  manifest_version: 3,
  name: 'Signs in with Logto',
  version: '1.0',
  key,
  permissions: ['identity', 'storage'],
  // Patterns without a port are for every port.
  host_permissions: [`http://${new URL(endpoint).hostname}/*`],
  content_security_policy: {
    extension_pages: "script-src 'self' 'wasm-unsafe-eval'; object-src 'self'",
  },
  background: { service_worker: 'background.js', type: 'module' },
});

/**
 * An unpacked extension on `@logto/chrome-extension`, and a provider that knows it.
 *
 * @returns `folder`, what Chrome loads; `address`, of its page; `packages`, what its scripts are made of
 */
export const openExtension = async () => {
  const { id, key } = createIdentity();
  const origin = `chrome-extension://${id}`;
  const provider = await startProvider({
    apps: [
      {
        appId: APP_ID,
        redirectUris: [`https://${id}.chromiumapp.org/callback`],
        postLogoutRedirectUris: [`https://${id}.chromiumapp.org/`],
        corsOrigins: [origin],
      },
    ],
  });

  const folder = await mkdtemp(path.join(tmpdir(), 'logto-wasm-extension-'));
  const { endpoint } = provider;
  await writeFile(path.join(folder, 'manifest.json'), JSON.stringify(manifest({ key, endpoint })));
  await copyFile(path.join(sources, 'page.html'), path.join(folder, 'page.html'));
  const packages = await bundleOnOurs({
    entryPoints: ['background.js', 'page.js'].map((file) => path.join(sources, file)),
    outdir: folder,
    define: { LOGTO_CONFIG: JSON.stringify({ endpoint, appId: APP_ID }) },
  });

  return {
    provider,
    folder,
    packages,
    appId: APP_ID,
    address: `${origin}/page.html`,
    async close() {
      await provider.close();
      await rm(folder, { recursive: true });
    },
  };
};
