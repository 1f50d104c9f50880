// The module traps: at whatever moment, pending calls are rejected, and the next calls are served.

import { launchOptions } from './support/chromium.js';
import { OURS } from './support/package.js';
import { expect, test } from './support/test.js';
import { setTraps } from './support/traps.js';
import { signIn } from './support/visitor.js';
import { FURTHER, sampled } from './support/volume.js';

// Chrome's engine alone does not survive all of it: its own process crashes.
test.use({ launchOptions: launchOptions([], { whole: true }) });

// The same refresh token is spent over and over.
test.use({ providerSettings: { refreshReuseSeconds: 24 * 60 * 60 } });

test.beforeEach(async ({ page }) => {
  await page.addInitScript(setTraps);
});

/** Checks what reached the page's error event: traps after an `await`, and requests that were aborted afterwards. */
const expectReported = (uncaught) => {
  const messages = uncaught.splice(0).map(({ message }) => message);
  const expected = /unreachable|no time|signal is aborted/;

  expect(messages.filter((message) => !expected.test(message))).toEqual([]);
};

/** For the page: the module traps at each moment of a call in turn, until the call ends before the moment comes. */
const failEverywhere = async ({ file, config, where, step, name, values }) => {
  const { default: LogtoClient, LogtoError } = await import(`/logto-wasm/${file}`);
  const stored = { ...localStorage };
  const outcomes = [];
  const wrong = [];

  for (let at = 1; ; at += step) {
    localStorage.clear();
    Object.assign(localStorage, stored);

    const client = new LogtoClient(config);

    traps.arm(where, at);

    let outcome;

    try {
      await client[name](...values);
      outcome = 'done';
    } catch (error) {
      outcome = error instanceof LogtoError ? error.code : `${error}`;

      if (!(error.cause instanceof WebAssembly.RuntimeError)) {
        wrong.push(`${at}: ${outcome}, caused by ${error.cause}`);
      }
    }

    const failed = traps.disarm();

    // The same client goes on: the locks are released.
    if (typeof (await client.getAccessToken(undefined, undefined, { forceRefresh: true })) !== 'string') {
      wrong.push(`${at}: not served`);
    }

    if (!failed) {
      return { outcomes, wrong };
    }

    outcomes.push(outcome);
  }
};

const FORCED = [undefined, undefined, { forceRefresh: true }];

const MOMENTS = [
  ['getOidcConfig', [], 'entering', 1, 3],
  ['getOidcConfig', [], 'leaving', 1, 3],
  // Different primes, so that the two do not step over the same moments.
  ['getAccessToken', FORCED, 'entering', 7, 20],
  ['getAccessToken', FORCED, 'leaving', 31, 20],
  ['fetchUserInfo', [], 'leaving', 13, 5],
];

for (const [[name, values, where, step, least], details] of sampled(MOMENTS, ([, , where]) => where)) {
  test(`${name}, ${where} the module → internal_error`, details, async ({ page, world, uncaught }) => {
    await signIn(page, world);
    const config = { endpoint: world.provider.endpoint, appId: world.bench.appId };

    const { outcomes, wrong } = await page.evaluate(failEverywhere, {
      file: OURS,
      config,
      where,
      step,
      name,
      values,
    });

    expect(wrong).toEqual([]);
    expect(outcomes.length).toBeGreaterThanOrEqual(least);
    // A trap after the answer, when the instance frees memory, rejects nothing.
    expect(outcomes.filter((each) => !['internal_error', 'done'].includes(each))).toEqual([]);
    expect(outcomes.filter((outcome) => outcome === 'internal_error').length).toBeGreaterThan(
      outcomes.length / 2
    );
    expectReported(uncaught);
  });
}

test('all pending calls are rejected, requests are aborted and locks are released', async ({ page, world, uncaught }) => {
  await signIn(page, world);
  const config = { endpoint: world.provider.endpoint, appId: world.bench.appId };
  const answered = world.provider.fault('/oidc/token', () => ({ until: new Promise(() => {}) }));
  const asked = page.waitForRequest(`${world.provider.issuer}/token`);

  const calls = await page.evaluateHandle(
    async ({ file, config }) => {
      const { default: LogtoClient } = await import(`/logto-wasm/${file}`);
      const client = new LogtoClient(config);
      const settled = Promise.allSettled([
        client.getAccessToken(undefined, undefined, { forceRefresh: true }),
        client.getAccessToken('https://books.test/api'),
      ]);

      return { client, settled };
    },
    { file: OURS, config }
  );
  const request = await asked;
  const gone = page.waitForEvent('requestfailed', (failed) => failed === request);

  const codes = await calls.evaluate(async ({ client, settled }) => {
    traps.arm('entering', 1);
    const failed = await client.getOidcConfig().catch(({ code }) => code);
    traps.disarm();

    return [failed, ...(await settled).map(({ reason }) => reason.code)];
  });

  expect(codes).toEqual(['internal_error', 'internal_error', 'internal_error']);
  await gone;
  answered();
  expect(
    await calls.evaluate(async ({ client }) => {
      const token = await client.getAccessToken(undefined, undefined, { forceRefresh: true });
      const { held, pending } = await navigator.locks.query();

      return [typeof token, held.length, pending.length];
    })
  ).toEqual(['string', 0, 0]);
  expectReported(uncaught);
});

test('reads are answered while the module cannot run', { tag: FURTHER }, async ({ page, world, uncaught }) => {
  await signIn(page, world);
  const config = { endpoint: world.provider.endpoint, appId: world.bench.appId };

  const seen = await page.evaluate(
    async ({ file, config }) => {
      const { default: LogtoClient } = await import(`/logto-wasm/${file}`);
      const client = new LogtoClient(config);
      const before = client.getSnapshot();

      await client.getOidcConfig();
      traps.arm('entering', 1);
      const code = await client.getOidcConfig().catch((error) => error.code);

      return [
        code,
        before.isAuthenticated,
        before === client.getSnapshot(),
        await client.isAuthenticated(),
        typeof (await client.getAccessToken()),
      ];
    },
    { file: OURS, config }
  );

  expect(seen).toEqual(['internal_error', true, true, true, 'string']);
  expectReported(uncaught);
});

test('where WebAssembly is switched off, the same', { tag: FURTHER }, async ({ page, world, uncaught }) => {
  await signIn(page, world);
  await page.addInitScript(() => {
    delete globalThis.WebAssembly;
  });
  await page.reload();
  const config = { endpoint: world.provider.endpoint, appId: world.bench.appId };

  const seen = await page.evaluate(
    async ({ file, config }) => {
      const { default: LogtoClient, LogtoError } = await import(`/logto-wasm/${file}`);
      const client = new LogtoClient(config);
      const { now } = Date;

      const forced = [undefined, undefined, { forceRefresh: true }];

      await client.getAccessToken(...forced);
      // In the middle of a call: the module expects no error of the clock.
      Date.now = () => {
        throw new RangeError('no time');
      };
      const failure = await client.getAccessToken(...forced).catch((error) => error);
      Date.now = now;

      return [
        failure instanceof LogtoError,
        failure.code,
        failure.cause.message,
        typeof (await client.getAccessToken(...forced)),
      ];
    },
    { file: OURS, config }
  );

  expect(seen).toEqual([true, 'internal_error', 'no time', 'string']);
  expectReported(uncaught);
});
