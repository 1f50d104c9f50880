import { expect } from './test.js';

/**
 * Details for Playwright's `test`: which checks of the panel a test is about, in which language. `tests/volume` wants
 * every check in every language in the default volume.
 */
export const aboutChecks = (names, language = 'en') => ({
  annotation: names.map((name) => ({ type: 'check', description: `${name} (${language})` })),
});

/** Waits for the panel to have checked everything. */
export const checked = (page) =>
  expect(page.locator('logto-debug .sum')).not.toHaveClass(/checking|^sum$/);

/** Opens a page of the site with the panel, and waits for its results. */
export const openPanel = async (page, auto, path = '/') => {
  await page.goto(`${auto.address}${path}?logto-debug`);
  await checked(page);
};

/** By check, its status. */
export const statuses = (page) =>
  page
    .locator('logto-debug .check')
    .evaluateAll((all) => Object.fromEntries(all.map(({ dataset }) => [dataset.check, dataset.status])));

/** What is not in order, and what nobody asked about. */
export const notGood = async (page) =>
  Object.fromEntries(
    Object.entries(await statuses(page)).filter(([name, status]) => status !== 'ok' && name !== 'signOut')
  );

/** A check's text. What is in order is folded away, so it is not that which is seen. */
export const textOf = (page, name) =>
  page.locator(`logto-debug [data-check=${name}]`).evaluate(({ textContent }) => textContent);

/** The report, by way of the field for those whose browser has no clipboard. */
export const reportOf = async (page) => {
  await page.evaluate(() => {
    Object.defineProperty(navigator, 'clipboard', { value: undefined, configurable: true });
  });
  await page.getByRole('button', { name: 'Copy report' }).click();

  return page.locator('logto-debug textarea').inputValue();
};

/** Every token and every code that the provider gives out from now on. */
export const listenForSecrets = ({ provider }) => {
  const secrets = [];

  provider.tamper('/oidc/token', (_status, { access_token, refresh_token, id_token }, { parameters }) => {
    const { code, code_verifier: verifier } = parameters;

    secrets.push(...[access_token, refresh_token, id_token, code, verifier].filter(Boolean));
  });

  return secrets;
};
