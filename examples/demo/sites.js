// The sites of the demo. Each is an app of its own at the local provider.

/**
 * @typedef {object} Site
 * @property {string} name
 * @property {string} about in a sentence
 * @property {string} root its folder, from the repository's
 * @property {{ appId: string, name: string }} app
 * @property {'sitePort' | 'noCodePort'} port the option that says where it listens
 * @property {string} flag that option on the command line
 * @property {(address: string) => string} redirectUri
 * @property {(address: string) => string} postSignOutRedirectUri as the site sends it
 */

/** @type {Site[]} */
export const SITES = [
  {
    name: 'Bookstore',
    about: 'Logto’s tutorial for Webflow: a few lines of script in the custom code of each page.',
    root: 'examples/webflow',
    app: { appId: 'bookstore', name: 'Bookstore' },
    port: 'sitePort',
    flag: '--site-port',
    redirectUri: (address) => `${address}/callback`,
    postSignOutRedirectUri: (address) => address,
  },
  {
    name: 'Bookstore without code',
    about:
      'One tag in the head, and attributes on what is drawn: members’ pages, roles, organizations.',
    root: 'examples/webflow-no-code',
    app: { appId: 'bookstore-no-code', name: 'Bookstore without code' },
    port: 'noCodePort',
    flag: '--no-code-port',
    redirectUri: (address) => `${address}/`,
    postSignOutRedirectUri: (address) => `${address}/`,
  },
];

/**
 * What a provider has to know of a site: the local one is told, a real Logto's owner registers it.
 *
 * @param {Site & { address: string }} site
 */
export const registrationOf = ({ address, redirectUri, postSignOutRedirectUri }) => ({
  redirectUri: redirectUri(address),
  postSignOutRedirectUri: postSignOutRedirectUri(address),
  corsOrigin: address,
});
