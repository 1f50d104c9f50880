import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** Milliseconds: a machine that is busy is slow, not broken. */
const TIMEOUTS = { script: 120_000, pageLoad: 120_000 };

/** One command, as the WebDriver standard has it. */
const send = async (url, method, body) => {
  const response = await fetch(url, {
    method,
    headers: { 'Content-Type': 'application/json' },
    body: body && JSON.stringify(body),
  });
  const { value } = await response.json();

  if (!response.ok) throw new Error(`${value.error}: ${value.message}`);
  return value;
};

/** Starts the driver on a port that it picks. What goes wrong it says in its answers, too. */
const startDriver = async (program) => {
  const driver = spawn(program, ['--port', '0'], { stdio: ['ignore', 'pipe', 'ignore'] });
  const failed = new Promise((_resolve, reject) => {
    driver.once('error', reject);
  });
  const listening = (async () => {
    for await (const line of createInterface(driver.stdout)) {
      const [, address] = /Listening on ([\d.]+:\d+)/u.exec(line) ?? [];
      if (address) return address;
    }
    throw new Error(`${program} ended before it listened`);
  })();
  const address = await Promise.race([listening, failed]);
  // Nobody reads what else it writes.
  driver.stdout.resume();

  return {
    url: `http://${address}`,
    async stop() {
      const gone = new Promise((resolve) => {
        driver.once('exit', resolve);
      });
      driver.kill();
      await gone;
    },
  };
};

/**
 * A browser, driven by WebDriver: as much of it as the tests of many tabs need.
 *
 * @param {string} program the driver
 * @param {object} capabilities of the browser
 */
export const startBrowser = async (program, capabilities) => {
  const driver = await startDriver(program);
  const { sessionId } = await send(`${driver.url}/session`, 'POST', {
    capabilities: { alwaysMatch: { ...capabilities, timeouts: TIMEOUTS } },
  }).catch(async (error) => {
    await driver.stop();
    throw error;
  });
  const session = `${driver.url}/session/${sessionId}`;

  /** Commands go to the window that was chosen last: one at a time. */
  let last = Promise.resolve();
  const inWindow = (handle, work) => {
    const turn = last.then(async () => {
      await send(`${session}/window`, 'POST', { handle });
      return work();
    });
    last = turn.catch(() => {});
    return turn;
  };

  return {
    /** A tab, with as much of a page of Playwright's as there is need of. */
    async newPage() {
      const { handle } = await send(`${session}/window/new`, 'POST', { type: 'tab' });
      const command = (method, path, body) =>
        inWindow(handle, () => send(`${session}/${path}`, method, body));
      const run = (script, args) => command('POST', 'execute/async', { script, args });

      return {
        async evaluate(work, argument = null) {
          const { value, error } = await run(
            `const [argument, done] = arguments;
             Promise.resolve()
               .then(() => (${work})(argument))
               .then((value) => done({ value }), (error) => done({ error: String(error) }));`,
            [argument]
          );
          if (error) throw new Error(error);
          return value;
        },
        goto: (url) => command('POST', 'url', { url }),
        reload: () => command('POST', 'refresh', {}),
        close: () => command('DELETE', 'window'),
      };
    },

    async close() {
      await send(session, 'DELETE').finally(() => driver.stop());
    },
  };
};
