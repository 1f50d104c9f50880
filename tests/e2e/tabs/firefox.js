import { startBrowser } from './webdriver.js';

const PREFERENCES = {
  // Of a window's tabs only one is in front: the timers of the others are slowed down otherwise.
  'dom.min_background_timeout_value': 4,
  'dom.min_background_timeout_value_without_budget_throttling': 4,
  'dom.timeout.enable_budget_timer_throttling': false,
  // Each tab of a site gets a process of its own, up to that many.
  'dom.ipc.processCount.webIsolated': 20,
  // Requests on its own account.
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
};

/** Firefox, by the driver that is on the PATH. */
export const startFirefox = () =>
  startBrowser(process.env.GECKODRIVER ?? 'geckodriver', {
    browserName: 'firefox',
    'moz:firefoxOptions': {
      binary: process.env.FIREFOX ?? '/usr/bin/firefox-esr',
      args: ['-headless'],
      prefs: PREFERENCES,
    },
  });
