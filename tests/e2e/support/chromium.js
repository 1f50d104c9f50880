// Browsers speak to the network on their own account, too: a test that counts requests wants none
// of that. And Chrome does not start as root with its sandbox.
const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
];

/** Chrome as people have it. */
const WHOLE = process.env.CHROMIUM ?? '/usr/bin/chromium';

/**
 * @param {string[]} [others] further arguments
 * @param {{ whole?: boolean }} [needs] `whole`: more than the engine, such as extensions
 */
export const launchOptions = (others = [], { whole = false } = {}) => ({
  // The same engine without windows that nobody sees, where that is installed: it is twice as fast.
  executablePath: (!whole && process.env.CHROMIUM_HEADLESS) || WHOLE,
  args: [...QUIET, ...others],
});
