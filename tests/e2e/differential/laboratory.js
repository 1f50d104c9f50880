import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { OURS, THEIRS } from '../support/package.js';
import { expect, test as base } from '../support/test.js';

export { expect } from '../support/test.js';

/** One seed for all, so that a run is the same as the last one. */
const SEED = 20_260_301;

/** A site that is on no network: everything of it comes from here. */
const SITE = 'https://app.test';

/** Both SDKs are asked at the same moment, between two seconds. */
const NOW = new Date('2026-03-01T12:00:00.400Z');

const here = fileURLToPath(new URL('.', import.meta.url));

/** Gives the page the modules of this folder. */
const serveModules = (page, site) =>
  page.route(`${site}/differential/**`, (route) => {
    const [, , ...names] = new URL(route.request().url()).pathname.split('/');
    return route.fulfill({ path: path.join(here, ...names) });
  });

/** Runs in the page. */
const inPage = async ({ kind, files, ...settings }) => {
  const modules = ['/differential/in-page/compare.js', '/differential/in-page/kinds.js'];
  const [{ compare }, { kinds }, ours, theirs] = await Promise.all(
    [...modules, ...files].map((file) => import(file))
  );

  return compare(kinds[kind], { ours, theirs, ...settings });
};

/** Compares the SDKs of two files in `page`. */
const comparing =
  (page, site) =>
  (kind, [first, end], { ours = `/logto-wasm/${OURS}`, table } = {}) =>
    page.evaluate(inPage, {
      kind,
      first,
      end,
      site,
      table,
      seed: SEED,
      files: [ours, `/logto-wasm/${THEIRS}`],
    });

/**
 * Playwright's `test` with two ways to compare the SDKs over cases of a kind, given by their numbers:
 * - `compareInMemory`, with a world around each client that is made for the case;
 * - `compareOnSite`, in a page of the bench, beside the local provider.
 */
export const test = base.extend({
  compareInMemory: async ({ page, packageDir }, use) => {
    await page.route(`${SITE}/**`, (route) =>
      route.fulfill({ contentType: 'text/html', body: '' })
    );
    await page.route(`${SITE}/logto-wasm/*`, (route) =>
      route.fulfill({ path: path.join(packageDir, path.basename(route.request().url())) })
    );
    await serveModules(page, SITE);
    await page.clock.setFixedTime(NOW);
    await page.goto(SITE);
    await use(comparing(page));
  },

  compareOnSite: async ({ page, world }, use) => {
    const { address, appId, callback } = world.bench;
    await serveModules(page, address);
    await page.goto(address);
    await use(comparing(page, { endpoint: world.provider.endpoint, appId, callback }));
  },
});

const tellDifference = ({ times, index, facets, case: theCase }) =>
  [
    `${times} times, for example case ${index}: ${theCase}`,
    ...facets.flatMap(([facet, ours, theirs]) => [
      `  ${facet}`,
      `    ours:   ${ours}`,
      `    theirs: ${theirs}`,
    ]),
  ].join('\n');

const tellProblem = ({ times, index, problem, ended, case: theCase }) =>
  `${problem} (${ended}), ${times} times, for example case ${index}: ${theCase}`;

const expectNone = (findings, what, tell) =>
  expect
    .soft(findings.length, [`seed ${SEED}, ${what}`, ...findings.map(tell)].join('\n\n'))
    .toBe(0);

/** The table explains every difference, nothing of ours is wrong, and each rule was needed. */
export const expectExplained = ({ compared, endings, unexplained, broken, needed }) => {
  expect
    .soft(endings['as asked'] / compared, 'the share of cases that are no errors')
    .toBeGreaterThan(0.2);
  expectNone(unexplained, 'differences that no rule explains:', tellDifference);
  expectNone(broken, 'wrong, whatever @logto/browser does:', tellProblem);
  expect
    .soft(
      Object.keys(needed).filter((name) => needed[name] === 0),
      'rules that nothing needs'
    )
    .toEqual([]);
};
