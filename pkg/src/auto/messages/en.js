// What visitors are told, in English. Another language is a file like this one, and a line in index.js.

export default {
  cancelled: 'The sign-in was cancelled.',
  refused: 'The sign-in was refused. Please try again.',
  stale: 'This sign-in is no longer valid. Please sign in again.',
  ended: 'Your session has ended. Please sign in again.',
  network: 'There is no connection to the sign-in service. Please try again in a moment.',
  busy: 'The sign-in service is busy. Please try again in a minute.',
  clock: 'The clock of this device seems to be wrong. Please set it, then sign in again.',
  storage: 'This browser does not let the site remember who you are. Please allow it to store data.',
  browser: 'This browser cannot sign you in here. Please update it or use another one.',
  setup: 'Signing in is not set up correctly on this site. Please tell its owner.',
  closed: 'Please sign in to see this page.',
  forbidden: 'Your account has no access to this page.',
  other: 'Something went wrong. Please try again.',
  back: 'Back to the home page',
  signIn: 'Sign in',
  close: 'Close',
};
