// SDKs for other environments are subclasses: whatever JavaScript does with a class works with ours.

import { storages } from './support/client.js';
import { goToOwnCallback, inPage } from './support/in-page.js';
import { OURS, THEIRS } from './support/package.js';
import { expect, test } from './support/test.js';
import { enterPassword } from './support/visitor.js';
import { tokenRequests } from './support/world.js';
import { FURTHER, sampled } from './support/volume.js';

const SDKS = [
  ['ours', OURS],
  ['@logto/browser', THEIRS],
];

/**
 * Runs in the page: calls a method of a subclass that notes every call, in a place that outlives the
 * page, before it hands the call on.
 */
const callNoting = ({ sdk, config }, { method, args = [], isLeaving = false }) => {
  const note = (what) => {
    localStorage.setItem('notes', [localStorage.getItem('notes'), what].filter(Boolean).join(' '));
  };

  class NotingClient extends sdk.default {
    async signIn(...args) {
      note('signIn');
      await super.signIn(...args);
    }

    async isSignInRedirected(url) {
      note('isSignInRedirected');
      return super.isSignInRedirected(url);
    }

    async handleSignInCallback(url) {
      note('handleSignInCallback');
      return super.handleSignInCallback(url);
    }

    async getIdTokenClaims() {
      note('getIdTokenClaims');
      return { ...(await super.getIdTokenClaims()), isNoted: true };
    }

    async fetchUserInfo() {
      note('fetchUserInfo');
      return super.fetchUserInfo();
    }

    async signOut(...args) {
      note('signOut');
      await super.signOut(...args);
    }
  }

  const answer = new NotingClient(config)[method](...args);
  return isLeaving ? undefined : answer;
};

for (const [[name, file], details] of sampled(SDKS)) {
  test(`a subclass of ${name} has a constructor, a name and fields of its own`, details, async ({ page, world }) => {
    await page.goto(world.bench.address);

    const facts = await inPage(
      page,
      world,
      ({ sdk, config }) => {
        class ShopClient extends sdk.default {
          #shop;
          isOpen = true;

          constructor(shop) {
            super(config);
            this.#shop = shop;
          }

          get shop() {
            return this.#shop;
          }
        }
        const client = new ShopClient('books');
        return {
          names: [ShopClient.name, client.constructor.name, sdk.default.name],
          fields: [client.shop, client.isOpen, client.logtoConfig.appId],
          instanceOf: [ShopClient, sdk.default, sdk.BaseClient].map((each) => client instanceof each),
          isEveryClient: new sdk.default(config) instanceof ShopClient,
        };
      },
      undefined,
      { file }
    );

    expect(facts).toEqual({
      // A bundle with two classes of that name gives one of them a number.
      names: ['ShopClient', 'ShopClient', expect.stringMatching(/^LogtoClient\d?$/)],
      fields: ['books', true, 'bench'],
      instanceOf: [true, true, true],
      isEveryClient: false,
    });
  });

  test(`a subclass of ${name} reads, puts away and puts back the sign-in that is under way`, details, async ({ page, world }) => {
    await goToOwnCallback(page, world, { file });
    const state = new URL(page.url()).searchParams.get('state');

    const facts = await inPage(
      page,
      world,
      async ({ own }) => {
        const { client } = own();
        const session = await client.getSignInSession();
        await client.setSignInSession(null);
        const withoutOne = [
          await client.getSignInSession(),
          await client.isSignInRedirected(location.href),
        ];
        await client.setSignInSession(session);
        await client.handleSignInCallback(location.href);
        return {
          session,
          withoutOne,
          isAuthenticated: await client.isAuthenticated(),
          afterwards: await client.getSignInSession(),
        };
      },
      undefined,
      { file }
    );

    expect(facts).toMatchObject({
      session: {
        redirectUri: world.bench.callback,
        state,
        codeVerifier: expect.stringMatching(/^[\w-]{86}$/),
      },
      withoutOne: [null, false],
      isAuthenticated: true,
      afterwards: null,
    });
  });

  test(`methods that are replaced on ${name} are what others build on`, details, async ({ page, world }) => {
    await page.goto(world.bench.address);
    const token = world.provider.keys.sign({ aud: 'https://books.test/api' });

    const answers = await inPage(
      page,
      world,
      async ({ sdk, config }, token) => {
        class FixedClient extends sdk.default {
          asked = [];

          getAccessToken = async (...args) => {
            this.asked.push(args);
            return token;
          };
        }
        const client = new FixedClient(config);
        return {
          claims: await client.getAccessTokenClaims('https://books.test/api'),
          organizationToken: await client.getOrganizationToken('lookingglass'),
          organizationClaims: await client.getOrganizationTokenClaims('lookingglass'),
          asked: client.asked,
        };
      },
      token,
      { file, config: { scopes: ['urn:logto:scope:organizations'] } }
    );

    const claims = { aud: 'https://books.test/api' };
    expect(answers).toEqual({
      claims,
      organizationToken: token,
      organizationClaims: claims,
      asked: [
        ['https://books.test/api'],
        [undefined, 'lookingglass'],
        [undefined, 'lookingglass'],
      ],
    });
  });
}

test('methods that a subclass overrides hand on to those of the class, through a whole session', { tag: FURTHER }, async ({ page, world }) => {
  const { address, callback } = world.bench;
  const call = (method, args, isLeaving) =>
    inPage(page, world, callNoting, { method, args, isLeaving });

  await page.goto(address);
  await call('signIn', [{ redirectUri: callback }], true);
  await enterPassword(page);
  await page.waitForURL((url) => url.href.startsWith(`${callback}?`));
  expect(await call('isSignInRedirected', [page.url()])).toBe(true);
  await call('handleSignInCallback', [page.url()]);
  expect(await call('getIdTokenClaims')).toMatchObject({ name: 'Alice Example', isNoted: true });
  expect(await call('fetchUserInfo')).toMatchObject({ name: 'Alice Example' });
  await call('signOut', [address], true);
  await page.waitForURL(`${address}/`);

  expect(await storages(page)).toEqual({
    local: {
      notes:
        'signIn isSignInRedirected handleSignInCallback getIdTokenClaims fetchUserInfo signOut',
    },
    session: {},
  });
});

test('a subclass of BaseClient signs in within its navigate, and the page never leaves', async ({ page, world }) => {
  await page.goto(world.bench.address);
  const opening = page.waitForEvent('popup');

  await inPage(page, world, ({ sdk, config, session, callback }) => {
    class AppClient extends sdk.BaseClient {
      constructor() {
        super(config, {
          requester: sdk.createRequester(fetch),
          storage: session,
          navigate: async (url, { for: purpose }) => {
            if (purpose === 'sign-in') {
              await this.handleSignInCallback(await this.openSignInPage(url));
            }
          },
          generateState: sdk.generateState,
          generateCodeVerifier: sdk.generateCodeVerifier,
          generateCodeChallenge: sdk.generateCodeChallenge,
        });
      }

      openSignInPage(url) {
        window.open(url);
        return new Promise((resolve) => {
          window.arrive = resolve;
        });
      }
    }
    window.client = new AppClient();
    window.signingIn = window.client.signIn(callback);
  });
  const popup = await opening;
  await enterPassword(popup);
  await popup.waitForURL((url) => url.href.startsWith(`${world.bench.callback}?`));
  const claims = await page.evaluate(async (url) => {
    window.arrive(url);
    await window.signingIn;
    return window.client.getIdTokenClaims();
  }, popup.url());

  expect(claims).toMatchObject({ name: 'Alice Example' });
  expect(page.url()).toBe(`${world.bench.address}/`);
  expect(tokenRequests(world)).toEqual(['authorization_code']);
});
