/** What the figures are of. */
import { arch, cpus, totalmem, type } from 'node:os';

import { libraries, versionOf } from '../libraries.js';

/** @param {import('@playwright/test').Browser} browser */
export const describeSetup = (browser) => {
  const [{ model }, ...others] = cpus();

  return [
    `Date: ${new Date().toISOString().slice(0, 10)}`,
    `Machine: ${model.trim()}, ${1 + others.length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, ${type()} ${arch()}`,
    `Chromium ${browser.version()}, headless; Node ${process.versions.node}`,
    ...libraries.map((library) => `${library.name} ${versionOf(library)}`),
  ];
};
