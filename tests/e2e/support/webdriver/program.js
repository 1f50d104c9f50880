import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/**
 * Starts a program, and waits for what it says of itself.
 *
 * @param {string} program
 * @param {string[]} args
 * @param {RegExp} [saying] a line that it writes once it can be used, if it does
 * @param {Record<string, string>} [env] beside the present ones
 */
export const startProgram = async (program, args, saying, env = {}) => {
  const child = spawn(program, args, {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, ...env },
  });
  const gone = new Promise((resolve) => {
    child.once('exit', resolve);
  });
  const ended = new Promise((_resolve, reject) => {
    child.once('error', reject);
    child.once('exit', () => reject(new Error(`${program} has ended`)));
  });
  const said = async () => {
    for await (const line of createInterface(child.stdout)) {
      const found = saying.exec(line);
      if (found) return found;
    }
    // Then it has ended, or is about to.
    return ended;
  };
  const words = await Promise.race([saying && said(), ended]);
  // Nobody reads what else it writes.
  child.stdout.resume();

  return {
    words,
    isRunning: () => Boolean(child.pid) && child.exitCode === null && child.signalCode === null,
    async stop() {
      child.kill();
      await gone;
    },
  };
};
