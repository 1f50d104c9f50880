// The module fails inside: wherever that happens, calls are told, and the next ones are served.

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

/**
 * What the page's own error reporting is told of, besides: that, and of a request that was let go before anybody
 * had begun to wait for it.
 */
const reported = (uncaught) => {
  const messages = uncaught.splice(0).map(({ message }) => message);
  const expected = /Logto has failed inside|signal is aborted/;

  expect(messages.filter((message) => !expected.test(message))).toEqual([]);
};

/** For the page: lets calls of a client fail at each moment in turn, until they end before it comes. */
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

    // The very same client goes on: nobody waits for a lock that the failed one held.
    if (typeof (await client.getAccessToken()) !== 'string' || !(await client.isAuthenticated())) {
      wrong.push(`${at}: not served`);
    }

    if (!failed) {
      return { outcomes, wrong };
    }

    outcomes.push(outcome);
  }
};

const MOMENTS = [
  ['isAuthenticated', [], 'entering', 1, 5],
  ['isAuthenticated', [], 'leaving', 1, 5],
  ['getIdTokenClaims', [], 'leaving', 1, 5],
  // Another prime each: where one steps over a moment, the other does not.
  ['getAccessToken', [undefined, undefined, { forceRefresh: true }], 'entering', 7, 20],
  ['getAccessToken', [undefined, undefined, { forceRefresh: true }], 'leaving', 31, 20],
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
    // After its answer was given, a failure is nobody's: such as when its memory is tidied up.
    expect(outcomes.filter((each) => !['internal_error', 'done'].includes(each))).toEqual([]);
    expect(outcomes.filter((outcome) => outcome === 'internal_error').length).toBeGreaterThan(
      outcomes.length / 2
    );
    reported(uncaught);
  });
}

test('all calls that wait are told, and requests and locks are let go', async ({ page, world, uncaught }) => {
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
    const failed = await client.isAuthenticated().catch(({ code }) => code);
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
  reported(uncaught);
});

test('a constructor that fails throws, and the next one does not', { tag: FURTHER }, async ({ page, world, uncaught }) => {
  await page.goto(world.bench.address);
  // What only the module can tell to be good.
  const config = { endpoint: world.provider.endpoint, appId: world.bench.appId, leeway: 5 };

  const [code, works] = await page.evaluate(
    async ({ file, config }) => {
      const { default: LogtoClient } = await import(`/logto-wasm/${file}`);

      new LogtoClient(config);
      traps.arm('entering', 1);

      let code;

      try {
        new LogtoClient(config);
      } catch (error) {
        ({ code } = error);
      }

      traps.disarm();
      return [code, await new LogtoClient(config).isAuthenticated()];
    },
    { file: OURS, config }
  );

  expect([code, works]).toEqual(['internal_error', false]);
  reported(uncaught);
});

test('a snapshot is what it was', { tag: FURTHER }, async ({ page, world, uncaught }) => {
  await signIn(page, world);
  const config = { endpoint: world.provider.endpoint, appId: world.bench.appId };

  const seen = await page.evaluate(
    async ({ file, config }) => {
      const { default: LogtoClient } = await import(`/logto-wasm/${file}`);
      const client = new LogtoClient(config);
      const before = client.getSnapshot();

      traps.arm('entering', 1);
      const meanwhile = client.getSnapshot();
      const failed = traps.disarm();

      await client.isAuthenticated();
      return [before.isAuthenticated, failed, before === meanwhile, before === client.getSnapshot()];
    },
    { file: OURS, config }
  );

  expect(seen).toEqual([true, true, true, true]);
  reported(uncaught);
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

      await client.isAuthenticated();
      // In the middle of a call: nobody expects the time to fail.
      Date.now = () => {
        throw new RangeError('no time');
      };
      const failure = await client.getAccessToken().catch((error) => error);
      Date.now = now;

      return [
        failure instanceof LogtoError,
        failure.code,
        failure.cause.message,
        typeof (await client.getAccessToken()),
      ];
    },
    { file: OURS, config }
  );

  expect(seen).toEqual([true, 'internal_error', 'no time', 'string']);
  reported(uncaught);
});
