import { storages } from './client.js';
import { expect } from './test.js';

/** What the provider published is no secret, and no part of a session: it may be kept at any time. */
const withoutCache = (session) =>
  Object.fromEntries(Object.entries(session).filter(([key]) => !key.startsWith('logto_cache:')));

/**
 * The call is refused with this very error, nothing of what was answered is stored, whoever was
 * signed in still is, and the error tells no secret.
 *
 * @param {unknown[]} call the method, and its arguments
 * @param {object} error what is expected of it
 * @param {string[]} [secrets] what else must not be told, besides all tokens that were issued
 */
export const expectRefusedCall = async ({ page, world, client }, call, error, secrets = []) => {
  // Something of the site's own, which is to stay as it is.
  await page.evaluate(() => localStorage.setItem('theme', 'dark'));
  const before = await storages(page);
  const wasAuthenticated = await client.call('isAuthenticated');

  const failure = await client.failure(...call);

  expect(failure).toMatchObject({ isError: true, ...error });
  expect(failure.name).toBe(failure.classes[0]);
  expect(failure.message).not.toBe('');

  const after = await storages(page);
  expect(after.local).toEqual(before.local);
  expect(withoutCache(after.session)).toEqual(withoutCache(before.session));
  expect(await client.call('isAuthenticated')).toBe(wasAuthenticated);

  // The sign-in that is under way has its verifier in the page's storage; no session belongs there.
  const { 'logto:bench:signInSession': _, ...session } = after.session;
  for (const secret of [...secrets, ...world.issued].filter(Boolean)) {
    expect(failure.text).not.toContain(secret);
    expect(JSON.stringify(session)).not.toContain(secret);
  }
};

/**
 * The callback is refused with this very error, nothing of it is stored, nobody is signed in, and
 * the error tells no secret.
 *
 * @param {string} uri the callback's
 * @param {object} error what is expected of it
 */
export const expectRefusal = async ({ page, world, client, uri = page.url() }, error) => {
  const { session } = await storages(page);
  const { codeVerifier } = JSON.parse(session['logto:bench:signInSession']);
  const code = new URL(uri).searchParams.get('code');

  await expectRefusedCall({ page, world, client }, ['handleSignInCallback', uri], error, [codeVerifier, code]);
  expect(await client.call('isAuthenticated')).toBe(false);
};
