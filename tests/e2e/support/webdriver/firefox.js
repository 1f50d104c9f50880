import { startBrowser } from './browser.js';
import { startProgram } from './program.js';

/** Requests on its own account. */
const QUIET = {
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
};

/**
 * Firefox, by the driver that is on the PATH.
 *
 * @param {{ preferences?: object, capabilities?: object }} [others]
 */
export const startFirefox = async ({ preferences, capabilities } = {}) => {
  const { words, stop } = await startProgram(
    process.env.GECKODRIVER ?? 'geckodriver',
    ['--port', '0'],
    /Listening on ([\d.]+:\d+)/u
  );

  return startBrowser(
    { url: `http://${words[1]}`, stop },
    {
      browserName: 'firefox',
      'moz:firefoxOptions': {
        binary: process.env.FIREFOX ?? '/usr/bin/firefox-esr',
        args: ['-headless'],
        prefs: { ...QUIET, ...preferences },
      },
      ...capabilities,
    }
  );
};
