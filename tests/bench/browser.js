/** Chromium, and what it is told by the DevTools protocol. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { chromium } from '@playwright/test';

import { launchOptions } from '../e2e/support/chromium.js';

const BYTES_PER_MEGABIT = 1_000_000 / 8;

/** Both directions alike; without a number they are as fast as this machine. */
export const NETWORKS = {
  none: { name: 'no delay', latency: 0 },
  good: { name: '40 ms, 10 Mbit/s', latency: 40, megabits: 10 },
  slow: { name: '150 ms, 1.6 Mbit/s', latency: 150, megabits: 1.6 },
  delayed: { name: '100 ms', latency: 100 },
};

/** One for all runs: what is measured is pages, not how a browser starts. */
export const launch = () => chromium.launch(launchOptions());

/** A profile on disk, with caches that outlive a page. */
export const openProfile = async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'logto-wasm-bench-'));
  const context = await chromium.launchPersistentContext(folder, launchOptions());

  return {
    context,
    async close() {
      await context.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
};

/** Delays what the page asks for from now on. */
export const emulateNetwork = async (session, { latency, megabits }) => {
  const throughput = megabits === undefined ? -1 : megabits * BYTES_PER_MEGABIT;

  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency,
    downloadThroughput: throughput,
    uploadThroughput: throughput,
  });
};

/** So many times slower than this machine. */
export const emulateCpu = (session, rate) =>
  session.send('Emulation.setCPUThrottlingRate', { rate });

/** Every request of the page from now on: when it began and ended, and by the page's clock when it was sent. */
export const watchRequests = async (session) => {
  const byId = new Map();

  session.on('Network.requestWillBeSent', ({ requestId, request, timestamp, wallTime, type }) => {
    byId.set(requestId, {
      url: request.url,
      type,
      start: timestamp,
      // Until it has ended.
      end: Number.MAX_VALUE,
      at: wallTime * 1000,
    });
  });
  const end = ({ requestId, timestamp }) => {
    const request = byId.get(requestId);
    if (request) request.end = timestamp;
  };
  session.on('Network.loadingFinished', end);
  session.on('Network.loadingFailed', end);
  await session.send('Network.enable');

  return {
    all: () => [...byId.values()],
    /** How many have not ended yet. */
    pending: () => [...byId.values()].filter(({ end }) => end === Number.MAX_VALUE).length,
  };
};

/** For so long nothing has to be on its way until a page counts as idle, in milliseconds. */
const QUIET = 500;

/**
 * Waits until the page has had idle time, and after that no request for a while. Playwright's `networkidle` happens once
 * a page, and does not wait again for what an interaction begins.
 */
export const waitForIdle = async (page, requests) => {
  await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)));

  let before;
  do {
    before = requests.all().length;
    await page.waitForTimeout(QUIET);
  } while (requests.pending() > 0 || requests.all().length > before);
};

/** What JavaScript holds on to, in bytes. */
export const heapBytes = async (session) => {
  await session.send('HeapProfiler.enable');
  await session.send('HeapProfiler.collectGarbage');

  return (await session.send('Runtime.getHeapUsage')).usedSize;
};
