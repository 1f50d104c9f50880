// A React app in <StrictMode>, which runs every effect twice in development.

import { expect, test } from '../support/example-test.js';
import { runToEnd } from '../support/example.js';
import { testJourney } from '../support/journey.js';
import { built, inDevelopment } from '../support/vite.js';
import { FURTHER } from '../support/volume.js';

/** By `useSyncExternalStore`. */
const followsOtherTabs = (signIn, app) =>
  test('shows in one tab what happens in another', async ({ context, page }) => {
    const other = await context.newPage();
    const footer = other.locator('footer');
    await other.goto(app.address);
    await expect(footer).toHaveText('Nobody is signed in.');

    await signIn(page);
    await expect(footer).toHaveText('Alice Example is signed in, in every tab.');
    await expect(page.locator('footer')).toHaveText('Alice Example is signed in, in every tab.');

    await page.getByRole('button', { name: 'Sign out' }).click();
    await expect(footer).toHaveText('Nobody is signed in.');
  });

testJourney('react', 'built', built, followsOtherTabs);

test.describe('', { tag: FURTHER }, () => {
  testJourney('react', 'in development', inDevelopment, followsOtherTabs);

  test("react: the declarations are what @logto/react's are written for", () =>
    runToEnd({ example: 'react', program: 'typescript/bin/tsc' }));
});
