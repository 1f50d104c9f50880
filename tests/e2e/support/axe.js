import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

import { expect } from '@playwright/test';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** What axe-core finds not accessible in a page: the rule, and the elements. */
export const violations = async (page) => {
  await page.evaluate(await readFile(AXE, 'utf8'));
  const found = await page.evaluate(() => window.axe.run());

  expect(found.passes.length).toBeGreaterThan(0);
  return found.violations.map(({ id, nodes }) => [id, ...nodes.map(({ html }) => html)]);
};
