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

/** @param {string[]} [others] further arguments */
export const launchOptions = (others = []) => ({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: [...QUIET, ...others],
});
