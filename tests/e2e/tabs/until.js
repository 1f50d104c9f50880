import { expect } from '@playwright/test';

/**
 * Waits for a condition; the test's own timeout is the only limit.
 *
 * @param {() => unknown} condition
 * @param {string} what it is, for whoever reads that it never came
 */
export const until = (condition, what) =>
  expect
    .poll(async () => Boolean(await condition()), { message: what, timeout: 0, intervals: [100, 300, 1000] })
    .toBe(true);
