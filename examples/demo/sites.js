// The sites of the demo. Each is an app of its own at the local provider.

import { startOwnSite } from './own-site.js';
import { startSite } from './site.js';

/**
 * @typedef {object} Site
 * @property {string} name
 * @property {string} about in a sentence
 * @property {string} root its folder, from the repository's
 * @property {typeof startSite | typeof startOwnSite} start
 * @property {{ appId: string, name: string }} app
 * @property {'sitePort' | 'noCodePort' | 'ownSitePort'} port the option that says where it listens
 * @property {string} flag that option on the command line
 * @property {string[]} redirectUris after the site's address
 * @property {string[]} postSignOutRedirectUris after the site's address, as the site sends them
 */

/** @type {Site[]} */
export const SITES = [
  {
    name: 'Bookstore',
    about: 'Logto’s tutorial for Webflow: a few lines of script in the custom code of each page.',
    root: 'examples/webflow',
    start: startSite,
    app: { appId: 'bookstore', name: 'Bookstore' },
    port: 'sitePort',
    flag: '--site-port',
    redirectUris: ['/callback'],
    postSignOutRedirectUris: [''],
  },
  {
    name: 'Bookstore without code',
    about:
      'One tag in the head, and attributes on what is drawn: members’ pages, roles, organizations.',
    root: 'examples/webflow-no-code',
    start: startSite,
    app: { appId: 'bookstore-no-code', name: 'Bookstore without code' },
    port: 'noCodePort',
    flag: '--no-code-port',
    redirectUris: ['/'],
    postSignOutRedirectUris: ['/'],
  },
];

/**
 * The site of whoever tries things out.
 *
 * @param {string} folder
 * @returns {Site}
 */
export const ownSite = (folder) => ({
  name: 'Your site',
  about: `The pages in ${folder}, with your own tag and attributes.`,
  root: folder,
  start: startOwnSite,
  app: { appId: 'my-site', name: 'Your site' },
  port: 'ownSitePort',
  flag: '--own-site-port',
  // By attributes, or by code.
  redirectUris: ['/', '/callback'],
  postSignOutRedirectUris: ['/', ''],
});

/**
 * What a provider has to know of a site: the local one is told, a real Logto's owner registers it.
 *
 * @param {Site & { address: string }} site
 */
export const registrationOf = ({ address, redirectUris, postSignOutRedirectUris }) => ({
  redirectUris: redirectUris.map((path) => address + path),
  postSignOutRedirectUris: postSignOutRedirectUris.map((path) => address + path),
  corsOrigin: address,
});
