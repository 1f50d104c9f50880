import { assertCoreIsSeparate } from './chunks.js';
import { fileInExample, runToEnd, startServer } from './example.js';

const example = 'next';
const program = 'next/dist/bin/next';

const configuration = ({ endpoint, appId }) => ({
  NEXT_PUBLIC_LOGTO_ENDPOINT: endpoint,
  NEXT_PUBLIC_LOGTO_APP_ID: appId,
  NEXT_TELEMETRY_DISABLED: '1',
});

const serve = (command) => (site) =>
  startServer({
    example,
    program,
    // Next listens to the network unless it is told not to.
    args: [command, '--hostname', 'localhost', '--port', String(site.port)],
    env: configuration(site),
    address: site.address,
  });

/** `npm run dev`. */
export const inDevelopment = serve('dev');

/** `npm run build`, then `npm start`. */
export const built = async (site) => {
  await runToEnd({ example, program, args: ['build'], env: configuration(site) });
  await assertCoreIsSeparate(fileInExample(example, '.next/static'));

  return serve('start')(site);
};
