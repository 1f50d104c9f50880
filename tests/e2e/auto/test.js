import { startHuggingFace } from '../../provider/hugging-face.js';
import { startProvider } from '../../provider/index.js';
import { test as base } from '../support/test.js';
import { enterPassword } from '../support/visitor.js';
import { startPages } from './site.js';

export { expect } from '../support/test.js';

const APP_ID = 'auto';

const CONNECTOR = { clientId: 'provider', clientSecret: 'known-to-both-ends' };

/** What the tag asks for, unless a test says otherwise. */
const SCOPES = 'email roles custom_data organizations organization_roles';

export const LIBRARY = { id: 'library00001', name: 'Library', members: { boss: ['keeper'], alice: ['reader'] } };
export const ARCHIVE = { id: 'archive00001', name: 'Archive', members: { boss: [] } };

/** People of whom something is special. */
const USERS = [
  {
    username: 'alice',
    password: 'wonderland',
    name: 'Alice Example',
    email: 'alice@example.test',
    customData: { plan: 'gold', address: { city: 'Paris' }, tags: ['a', 'b'] },
    roles: ['reader'],
  },
  { username: 'boss', password: 'wonderland', name: 'The Boss', roles: ['reader', 'shop keeper'] },
  { username: 'nobody', password: 'wonderland' },
];

const attributesOf = (values) =>
  Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ` ${name}="${String(value).replace(/&/g, '&amp;').replace(/"/g, '&quot;')}"`)
    .join('');

/**
 * Playwright's `test` with `auto`: a site whose pages are written by the test, the tag in their heads; the provider;
 * and Hugging Face.
 */
export const test = base.extend({
  /** What the provider knows differently (`test.use`). */
  people: [USERS, { option: true }],
  /** What the provider knows of the app differently (`test.use`), by the site's address. */
  registered: [{ at: () => ({}) }, { option: true }],

  auto: async ({ packageDir, people, registered, providerSettings }, use) => {
    const site = await startPages(packageDir);
    const { address } = site;
    const redirectUris = [];
    const huggingFace = await startHuggingFace({ ...CONNECTOR, redirectUris });
    const provider = await startProvider({
      apps: [
        {
          appId: APP_ID,
          redirectUris: [`${address}/`, `${address}/callback`],
          postLogoutRedirectUris: [`${address}/`, `${address}/bye`],
          corsOrigins: [address],
          ...registered.at(address),
        },
      ],
      users: people,
      organizations: [LIBRARY, ARCHIVE].map((each) => ({ ...each, scopes: ['read'] })),
      huggingFace: { ...CONNECTOR, port: huggingFace.port, scope: 'profile email' },
      ...providerSettings,
    });
    redirectUris.push(`${provider.endpoint}/callback/huggingface`);

    /** The tag, with other attributes than usual. */
    const tag = (values = {}) =>
      `<script type="module" src="/logto-wasm/auto.js"${attributesOf({
        blocking: 'render',
        'data-logto-endpoint': provider.endpoint,
        'data-logto-app-id': APP_ID,
        'data-logto-scopes': SCOPES,
        ...values,
      })}></script>`;

    await use({
      address,
      provider,
      huggingFace,
      headers: site.headers,
      appId: APP_ID,
      tag,
      /** Serves a page without the tag. */
      plainPage: (path, body) => site.pages.set(path, `<!DOCTYPE html><title>${path}</title>${body}`),
      /** Serves a page. */
      page(path, body, { head = '', lang = 'en', attributes = {}, bodyTag = '<body>' } = {}) {
        site.pages.set(
          path,
          `<!DOCTYPE html><html lang="${lang}"><head><meta charset="utf-8"><title>Page ${path}</title><link rel="icon" href="data:,">${tag(attributes)}${head}</head>${bodyTag}${body}</body></html>`
        );
      },
    });
    await Promise.all([site.close(), provider.close(), huggingFace.close()]);
  },
});

/** Waits for the page to know its visitor. */
export const ready = (page, state) =>
  page.waitForFunction(
    (wanted) => {
      const { logtoState } = document.documentElement.dataset;

      return wanted ? logtoState === wanted : logtoState && logtoState !== 'loading';
    },
    state
  );

/** Signs in by a button of the page that is shown. */
export const signInBy = async (page, button, user = 'alice') => {
  await button.click();
  await enterPassword(page, user);
};

/** Signs in at the site's home, which must have a page. */
export const signIn = async (page, auto, user = 'alice', path = '/') => {
  await page.goto(auto.address + path);
  await ready(page);
  await page.evaluate(() => {
    const button = document.createElement('button');

    button.dataset.logto = 'sign-in';
    document.body.append(button);
    button.click();
  });
  await enterPassword(page, user);
  await page.waitForURL(auto.address + path);
  await ready(page, 'signed-in');
};
