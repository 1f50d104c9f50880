import { once } from 'node:events';
import { createServer } from 'node:net';

import { startBrowser } from './browser.js';
import { startProgram } from './program.js';

const MINI_BROWSER =
  process.env.MINI_BROWSER ?? '/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser';

/** This driver does not tell which port it picks, nor when it listens. */
const freePort = async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');

  return port;
};

/** A port may be taken by somebody else before the driver has it. */
const PICKS = 5;

const answers = (url) => fetch(url).then(({ ok }) => ok, () => false);

/** It has no headless mode: it gets a display that nobody sees. */
const startDisplay = async () => {
  const { words, stop } = await startProgram(
    'Xvfb',
    // It picks a number, and writes it once the display is there.
    ['-displayfd', '1', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'],
    /^(\d+)$/u
  );

  return { name: `:${words[1]}`, stop };
};

const startDriver = async (display, picks = PICKS) => {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const driver = await startProgram('WebKitWebDriver', [`--port=${port}`], undefined, {
    DISPLAY: display.name,
  });

  while (driver.isRunning()) {
    // Before that, connections are refused at once.
    if (await answers(`${url}/status`)) return { url, stop: driver.stop };
  }
  if (picks > 1) return startDriver(display, picks - 1);
  throw new Error('WebKitWebDriver is not there, or ends at once');
};

/**
 * WebKitGTK, which has Safari's engine.
 *
 * @param {{ capabilities?: object }} [others]
 */
export const startWebKit = async ({ capabilities } = {}) => {
  const display = await startDisplay();
  const driver = await startDriver(display).catch(async (error) => {
    await display.stop();
    throw error;
  });

  return startBrowser(
    {
      url: driver.url,
      async stop() {
        await driver.stop();
        await display.stop();
      },
    },
    {
      browserName: 'MiniBrowser',
      'webkitgtk:browserOptions': { binary: MINI_BROWSER, args: ['--automation'] },
      ...capabilities,
    }
  );
};
