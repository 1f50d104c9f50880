// What the package exports beside its classes, and the parts that a browser's client is made of, next
// to those of `@logto/browser`.

import { createHash } from 'node:crypto';

import { storages } from './support/client.js';
import { inPage } from './support/in-page.js';
import { OURS, THEIRS } from './support/package.js';
import { expect, test } from './support/test.js';
import { benchClient, signIn } from './support/visitor.js';
import { sampled } from './support/volume.js';

const DISCOVERY = '/oidc/.well-known/openid-configuration';

const sha256 = (text) => createHash('sha256').update(text).digest('base64url');

const ANSWERS = [
  [
    "an error of Logto's",
    { status: 400, body: { code: 'oidc.invalid_grant', message: 'The grant has expired.' } },
    { classes: ['LogtoRequestError'], code: 'oidc.invalid_grant', message: 'The grant has expired.' },
  ],
  [
    'too many requests',
    { status: 429, body: 'Too many requests.' },
    { classes: ['LogtoRequestError'], code: 'rate_limited' },
  ],
  [
    'the page of a proxy',
    { status: 502, body: '<h1>Bad gateway</h1>' },
    { classes: ['LogtoRequestError'], code: 'http_error_502' },
  ],
  [
    'JSON that says something else',
    { status: 500, body: { error: 'server_error' } },
    { classes: ['LogtoError'], code: 'unexpected_response_error', data: { error: 'server_error' } },
  ],
];

/** Runs in the page: what a requester makes of the answers, one after the other. */
const request = async ({ sdk, config, failureOf }, path) => {
  const asked = [];
  const requester = sdk.createRequester((...call) => {
    asked.push(call);
    return fetch(...call);
  });
  const url = config.endpoint + path;
  const init = { headers: { Accept: 'application/json' } };
  const error = await failureOf(() => requester(url, init));

  return {
    classes: ['LogtoError', 'LogtoClientError', 'LogtoRequestError'].filter(
      (name) => error instanceof sdk[name]
    ),
    code: error.code,
    message: error.message,
    data: error.data,
    // Whoever wants to know more reads the answer.
    cause: error.cause && [error.cause.status, await error.cause.text()],
    isRequestError: sdk.isLogtoRequestError(error),
    isPassedOn: asked.length === 1 && asked[0][0] === url && asked[0][1] === init,
  };
};

test.describe('createRequester', () => {
  test('answers with the JSON', async ({ page, world }) => {
    await page.goto(world.bench.address);

    const metadata = await inPage(
      page,
      world,
      ({ sdk, config }, path) => sdk.createRequester(fetch)(config.endpoint + path),
      DISCOVERY
    );

    expect(metadata).toEqual(await (await fetch(world.provider.endpoint + DISCOVERY)).json());
  });

  for (const [[what, answer, error], details] of sampled(ANSWERS)) {
    test(`throws what @logto/browser's does for ${what}`, details, async ({ page, world }) => {
      await page.goto(world.bench.address);
      world.provider.tamper(DISCOVERY, () => answer);

      const ours = await inPage(page, world, request, DISCOVERY);
      const { message, ...theirs } = await inPage(page, world, request, DISCOVERY, { file: THEIRS });

      expect(ours).toMatchObject({ ...error, isPassedOn: true });
      expect(ours).toMatchObject(theirs);
      // Theirs repeats a body that is no JSON, which may be a page that repeats the request.
      if (typeof answer.body === 'object') expect(ours.message).toBe(message);
      else expect(ours.message).not.toContain(answer.body);
    });
  }
});

test('the generators make random values that PKCE takes, and their challenge', async ({ page, world }) => {
  await page.goto(world.bench.address);
  // RFC 7636, appendix B.
  const [verifier, challenge] = [
    'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk',
    'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
  ];

  const made = await inPage(
    page,
    world,
    async ({ sdk }, verifier) => {
      const values = [];
      for (let time = 0; time < 100; time += 1) {
        values.push(sdk.generateState(), sdk.generateCodeVerifier());
      }
      return {
        values,
        challenges: await Promise.all([verifier, values[0]].map(sdk.generateCodeChallenge)),
      };
    },
    verifier
  );

  expect(new Set(made.values).size).toBe(200);
  for (const value of made.values) {
    // 64 bytes.
    expect(value).toMatch(/^[\w-]{86}$/);
  }
  expect(made.challenges).toEqual([challenge, sha256(made.values[0])]);
});

test("the name of an organization's resource is what it is for @logto/browser", async ({ page, world }) => {
  await page.goto(world.bench.address);

  for (const file of [OURS, THEIRS]) {
    const facts = await inPage(
      page,
      world,
      async ({ sdk, failureOf }) => {
        const error = await failureOf(() => sdk.getOrganizationIdFromUrn('urn:logto:resource:1'));
        return {
          prefix: sdk.organizationUrnPrefix,
          urn: sdk.buildOrganizationUrn('lookingglass'),
          id: sdk.getOrganizationIdFromUrn('urn:logto:organization:lookingglass'),
          error: [error instanceof TypeError, error.message],
        };
      },
      undefined,
      { file }
    );

    expect(facts, file).toEqual({
      prefix: 'urn:logto:organization:',
      urn: 'urn:logto:organization:lookingglass',
      id: 'lookingglass',
      error: [true, 'Invalid organization URN.'],
    });
  }
});

test('BrowserStorage keeps the values that clients keep, as it does for @logto/browser', async ({ page, world }) => {
  await page.goto(world.bench.address);

  for (const file of [OURS, THEIRS]) {
    const client = benchClient(page, world, {}, file);
    const work = ({ sdk, config: { appId } }, [method, ...values]) =>
      new sdk.BrowserStorage(appId)[method](...values);
    const storage = (...call) => inPage(page, world, work, call, { file });

    expect(await storage('getKey'), file).toBe('logto:bench');
    await storage('setItem', 'refreshToken', 'of the site');
    await storage('setItem', 'signInSession', 'of the tab');
    expect(await storages(page), file).toEqual({
      local: { 'logto:bench:refreshToken': 'of the site' },
      session: { 'logto:bench:signInSession': 'of the tab' },
    });
    expect(await client.call('getRefreshToken'), file).toBe('of the site');
    expect(await storage('getItem', 'refreshToken'), file).toBe('of the site');
    expect(await storage('getItem', 'signInSession'), file).toBe('of the tab');
    await storage('removeItem', 'refreshToken');
    await storage('removeItem', 'signInSession');
    expect(await storage('getItem', 'refreshToken'), file).toBeNull();
    expect(await storages(page), file).toEqual({ local: {}, session: {} });
  }
});

const SDKS = [
  ['ours', OURS],
  ["@logto/browser's", THEIRS],
];

for (const [[name, file], details] of sampled(SDKS)) {
  test(`the adapter of a browser's client has parts that work by themselves, as ${name} has it`, details, async ({ page, world }) => {
    const client = await signIn(page, world, { file });

    const facts = await inPage(
      page,
      world,
      async ({ sdk, config }, path) => {
        const { adapter } = new sdk.default(config, true);
        const { issuer } = await adapter.requester(config.endpoint + path);
        await adapter.setStorageItem('refreshToken', 'another');
        const refreshToken = await adapter.storage.getItem('refreshToken');
        await adapter.setStorageItem('refreshToken', null);
        await adapter.unstable_cache.setItem('jwks', JSON.stringify({ keys: [1] }));
        const getter = async () => ({ keys: [2] });
        const kept = await adapter.getWithCache('jwks', getter);
        await adapter.unstable_cache.setItem('jwks', '"no object"');
        const nothing = await adapter.getCachedObject('jwks');
        const fetched = await adapter.getWithCache('jwks', getter);
        return {
          issuer,
          idToken: await adapter.storage.getItem('idToken'),
          refreshTokens: [refreshToken, await adapter.storage.getItem('refreshToken')],
          kept,
          nothing,
          fetched,
          cached: await adapter.getCachedObject('jwks'),
          generated: [await adapter.generateState(), await adapter.generateCodeVerifier()],
          challenge: await adapter.generateCodeChallenge('verifier'),
        };
      },
      DISCOVERY,
      { file }
    );

    expect(facts).toEqual({
      issuer: world.provider.issuer,
      idToken: await client.call('getIdToken'),
      refreshTokens: ['another', null],
      kept: { keys: [1] },
      nothing: undefined,
      fetched: { keys: [2] },
      cached: { keys: [2] },
      generated: [expect.stringMatching(/^[\w-]{86}$/), expect.stringMatching(/^[\w-]{86}$/)],
      challenge: sha256('verifier'),
    });

    await inPage(
      page,
      world,
      ({ sdk, config, address }) => {
        new sdk.default(config).adapter.navigate(`${address}/arrived`, { for: 'post-sign-in' });
      },
      undefined,
      { file }
    );
    await page.waitForURL(`${world.bench.address}/arrived`);
  });
}
