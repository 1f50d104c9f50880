import { expect } from '@playwright/test';

/** Tabs of one profile, each in a process of its own: what one of them writes, others see later. */
export const expectOwnProcesses = async (browser, tabs) => {
  const isolates = await Promise.all(
    tabs.map(async ({ page }) => {
      const session = await page.context().newCDPSession(page);
      // Pages in one process share it.
      const { id } = await session.send('Runtime.getIsolateId');
      await session.detach();
      return id;
    })
  );
  expect(new Set(isolates).size, 'isolates').toBe(tabs.length);

  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const renderers = processInfo.filter(({ type }) => type === 'renderer');
  expect(renderers.length, 'renderer processes').toBeGreaterThanOrEqual(tabs.length);
};
