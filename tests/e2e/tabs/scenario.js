import { expect, test } from '@playwright/test';

import { Tab } from './tab.js';
import { until } from './until.js';
import { summaryOf, verdictOn } from './verdict.js';

/** `lock` or `handover`: with it every test of many tabs is expected to fail. */
const BROKEN = process.env.LOGTO_WASM_BREAK;

/** Signs in on one tab, and opens the others. */
export const openTabs = async ({ world, newPage, count, habitsOf = () => ({}) }) => {
  const tabs = [];

  for (let index = 0; index < count; index += 1) {
    const habits = { broken: BROKEN, ...habitsOf(index) };
    const tab = new Tab(`tab ${index + 1}`, await newPage(), world, habits);
    await tab.open();
    if (index === 0) await tab.signIn();
    tabs.push(tab);
  }

  return tabs;
};

const callEach = (tabs, method) => Promise.all(tabs.map((tab) => tab.call(method)));

/** Has any of the tabs been told that nobody is signed in? */
export const isAnyLost = async (tabs) =>
  (await callEach(tabs, 'losses')).some((count) => count > 0);

/** How many tokens the provider was shown by the tabs, and took. */
const acceptedFrom = async (tabs) =>
  (await callEach(tabs, 'accepted')).reduce((sum, count) => sum + count, 0);

/**
 * Lets the tabs ask for tokens, and reloads one and closes another in the middle of it.
 *
 * @param {() => string[]} missing what they have still to live through, besides the expiries
 * @param {boolean} abruptly in the middle of whatever the tab does. A tab that goes away between a
 *   refresh token and its answer takes the successor with it: where the provider forgives nothing, no SDK
 *   could save the session, and the tab has to be told to finish first.
 * @returns {Promise<Tab[]>} those that are left
 */
const live = async ({ tabs, ledger, expiries, missing, abruptly }) => {
  let open = tabs;
  const passUntil = async (isThere, what) => {
    const enough = async () => (await isThere()) || (await isAnyLost(open));
    await until(enough, `${what}, or a session that is lost`);
  };
  const pass = (share) =>
    passUntil(() => ledger.expiries >= expiries * share, `${expiries * share} expiries`);
  const interrupt = async (tab) => {
    if (!abruptly) await tab.call('stop');
  };
  const [, second, third] = tabs;

  await callEach(open, 'start');
  await pass(1 / 3);
  await interrupt(second);
  await second.reload();
  await second.call('start');
  await pass(2 / 3);
  await interrupt(third);
  await third.close();
  open = tabs.filter((tab) => tab !== third);
  await pass(1);
  await expect
    .poll(async () => ((await isAnyLost(open)) ? [] : missing()), {
      message: 'what is still to be lived through',
      timeout: 0,
    })
    .toEqual([]);
  // Those of too few would tell nothing of the rest. On a busy machine many a token dies on its way.
  await passUntil(async () => (await acceptedFrom(open)) > tabs.length, 'tokens that are accepted');
  await callEach(open, 'stop');

  return open;
};

/** After a while, which is up to the browser, every tab has the same in its storage. */
const expectAgreement = async (tabs, newTab) => {
  const witness = await newTab();
  await witness.open();
  const stored = async () =>
    new Set((await callEach([...tabs, witness], 'stored')).map((each) => JSON.stringify(each)));

  await expect.poll(async () => (await stored()).size, { message: 'tabs agree' }).toBe(1);
  const [text] = await stored();
  expect(Object.keys(JSON.parse(text))).toEqual(
    expect.arrayContaining(['accessToken', 'idToken', 'refreshToken'].map((name) => `logto:bench:${name}`))
  );
  await witness.close();
};

/** One tab signs out while the others go on asking: none of them may bring the session back. */
const signOut = async (tabs, newTab) => {
  await callEach(tabs, 'expectEnd');
  await callEach(tabs, 'start');
  const [first, ...others] = tabs;
  await first.call('stop');
  await first.signOut();

  await expect
    .poll(() => callEach(tabs, 'isAuthenticated'), { message: 'all tabs are told' })
    .toEqual(tabs.map(() => false));
  await callEach(others, 'stop');

  // A tab that was not there before has nothing but what is stored.
  const witness = await newTab();
  await witness.open();
  expect(await witness.call('stored'), 'tokens that came back').toEqual({});
  expect(await callEach(tabs, 'stored'), 'tokens that came back').toEqual(tabs.map(() => ({})));
  await witness.close();
};

/**
 * Many tabs of one site live through many expiries, and none of them loses the session.
 *
 * @param {object} scenario
 * @param {string} scenario.title
 * @param {Awaited<ReturnType<typeof import('./world.js').openTabsWorld>>} scenario.world
 * @param {() => Promise<import('./tab.js').Page>} scenario.newPage
 * @param {number} scenario.count of tabs
 * @param {number} scenario.expiries to live through
 * @param {(index: number) => object} [scenario.habitsOf] a tab
 * @param {() => string[]} [scenario.missing] see {@link live}
 * @param {boolean} [scenario.abruptly] see {@link live}
 * @param {(tabs: Tab[]) => Promise<void>} [scenario.onOpen]
 * @param {() => void} [scenario.onStart] before the tabs ask for anything
 * @param {() => void} [scenario.onQuiet] before they have to agree
 */
export const runScenario = async ({ title, world, newPage, onOpen, onStart, onQuiet, ...scenario }) => {
  const { ledger } = world;
  const tabs = await openTabs({ world, newPage, ...scenario });
  await onOpen?.(tabs);
  onStart?.();
  const open = await live({ tabs, ledger, missing: () => [], ...scenario });
  const verdict = await verdictOn(tabs, ledger);
  const summary = summaryOf(title, verdict);

  // In the report of the run, and on the screen.
  console.log(summary);
  test.info().annotations.push({ type: 'many tabs', description: summary });
  const story = `what the provider saw last:\n${ledger.story()}\n`;
  expect(verdict.lost, `sessions lost; ${story}`).toEqual([]);
  expect(verdict.revoked, `grants revoked; ${story}`).toEqual([]);
  expect(verdict.stale, 'tokens that had expired').toEqual([]);

  onQuiet?.();
  const newTab = async () => new Tab('witness', await newPage(), world, {});
  // What tells that the grant is still there is that it goes on.
  await open[0].call('renew');
  await expectAgreement(open, newTab);
  await signOut(open, newTab);

  return verdict;
};
