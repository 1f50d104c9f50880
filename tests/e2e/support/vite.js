import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { assertCoreIsSeparate } from './chunks.js';
import { runToEnd, startServer } from './example.js';

const program = 'vite/bin/vite.js';

const configuration = ({ endpoint, appId, api, resource }) => ({
  VITE_LOGTO_ENDPOINT: endpoint,
  VITE_LOGTO_APP_ID: appId,
  VITE_API: api,
  VITE_API_RESOURCE: resource,
});

const listeningOn = ({ port }) => ['--port', String(port), '--strictPort'];

/** `npm run dev`. */
export const inDevelopment = (example) => (site) =>
  startServer({
    example,
    program,
    // Vite keeps what it made of the packages until the lock file changes; the package under test
    // changes without.
    args: ['--force', ...listeningOn(site)],
    env: configuration(site),
    address: site.address,
  });

/** `npm run build`, then what it made, as files. */
export const built = (example) => async (site) => {
  const outDir = await mkdtemp(path.join(tmpdir(), `logto-wasm-${example}-`));

  await runToEnd({
    example,
    program,
    args: ['build', '--outDir', outDir],
    env: configuration(site),
  });
  await assertCoreIsSeparate(outDir);
  const server = await startServer({
    example,
    program,
    args: ['preview', '--outDir', outDir, ...listeningOn(site)],
    address: site.address,
  });

  return {
    async close() {
      await server.close();
      await rm(outDir, { recursive: true });
    },
  };
};
