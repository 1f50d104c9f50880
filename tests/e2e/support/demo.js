// The demo, as `cargo xtask demo` runs it.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const SCRIPT = fileURLToPath(new URL('../../../examples/demo/main.js', import.meta.url));

/** Said when everything listens. */
const READY = 'Ctrl-C stops everything.';

/**
 * @param {string[]} args its command line
 * @returns {Promise<{ addressOf: (name: string) => string, close: () => Promise<void> }>} the addresses are those that
 *   it has told
 */
export const startDemo = async (args) => {
  const child = spawn(process.execPath, [SCRIPT, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(child, 'close');
  let said = '';
  const ready = new Promise((resolve) => {
    child.stdout.setEncoding('utf8').on('data', (chunk) => {
      said += chunk;
      if (said.includes(READY)) {
        resolve(true);
      }
    });
  });

  if (!(await Promise.race([ready, exited.then(() => false)]))) {
    throw new Error('The demo has not started: it has said why.');
  }

  return {
    addressOf: (name) => said.match(new RegExp(`^ +${name} +(http\\S+)$`, 'm'))[1],
    async close() {
      child.kill('SIGTERM');
      await exited;
    },
  };
};
