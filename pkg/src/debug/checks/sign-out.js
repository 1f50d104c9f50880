// Where visitors go after signing out. Logto tells only whom it signs out whether that is registered, so nobody is asked.

/** The addresses that the page's elements lead to. */
const addresses = (home) =>
  [...document.querySelectorAll('[data-logto="sign-out"]')].map(({ dataset: { logtoReturnTo } }) => {
    try {
      return logtoReturnTo ? new URL(logtoReturnTo, document.baseURI).href : home;
    } catch {
      // Another check tells.
      return home;
    }
  });

export const checkSignOut = async ({ settings }) =>
  settings
    ? [...new Set([settings.home, ...addresses(settings.home)])].map((uri) => ({
        status: 'unknown',
        key: 'signOut.register',
        values: { uri },
        paste: uri,
      }))
    : [{ status: 'unknown', key: 'after.tag' }];
