import { storages } from './client.js';
import { expect } from './test.js';

/**
 * The callback is refused with this very error, nothing of it is stored, nobody is signed in, and
 * the error tells no secret.
 *
 * @param {string} uri the callback's
 * @param {object} error what is expected of it
 */
export const expectRefusal = async ({ page, world, client, uri = page.url() }, error) => {
  // Something of the site's own, which is to stay as it is.
  await page.evaluate(() => localStorage.setItem('theme', 'dark'));
  const before = await storages(page);
  const { codeVerifier } = JSON.parse(before.session['logto:bench:signInSession']);

  const failure = await client.failure('handleSignInCallback', uri);

  expect(failure).toMatchObject({ isError: true, ...error });
  expect(failure.name).toBe(failure.classes[0]);
  expect(failure.message).not.toBe('');

  const after = await storages(page);
  expect(after.local).toEqual(before.local);
  expect(await client.call('isAuthenticated')).toBe(false);

  const code = new URL(uri).searchParams.get('code');
  for (const secret of [codeVerifier, code, ...world.issued].filter(Boolean)) {
    expect(failure.text).not.toContain(secret);
    // Nor in the part of the page's storage that no session belongs into.
    const { 'logto:bench:signInSession': _, ...session } = after.session;
    expect(JSON.stringify(session)).not.toContain(secret);
  }
};
