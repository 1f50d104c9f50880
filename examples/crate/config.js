export const config = {
  endpoint: 'https://example.logto.app',
  appId: '<your-application-id>',
};

/** Where Logto sends the visitor back to after sign-in: this page. */
export const redirectUri = 'http://localhost:8080/';

/** Where Logto sends the visitor after sign-out. */
export const home = 'http://localhost:8080/';
