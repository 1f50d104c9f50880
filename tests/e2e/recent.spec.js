// Answers that are given without the module: they are those of storage, at each moment.

import { storages } from './support/client.js';
import { OURS } from './support/package.js';
import { expect, test } from './support/test.js';
import { benchClient, signIn } from './support/visitor.js';
import { FURTHER, sampled } from './support/volume.js';

const configOf = (world) => ({ endpoint: world.provider.endpoint, appId: world.bench.appId });

/** For a page, before its scripts: notes when a module is started. */
const countStarts = () => {
  const { Instance } = WebAssembly;

  window.starts = 0;
  WebAssembly.Instance = function counted(...values) {
    window.starts += 1;
    return new Instance(...values);
  };
};

test('a visitor who is not signed in is told so before the module is started', async ({ page, world }) => {
  await page.addInitScript(countStarts);
  await page.goto(world.bench.address);

  const seen = await page.evaluate(
    async ({ file, config }) => {
      const { default: LogtoClient } = await import(`/logto-wasm/${file}`);
      const before = window.starts;
      const client = new LogtoClient(config);
      const { isAuthenticated } = client.getSnapshot();

      client.subscribe(() => {});
      return [isAuthenticated, await client.isAuthenticated(), window.starts - before];
    },
    { file: OURS, config: configOf(world) }
  );

  expect(seen).toEqual([false, false, 0]);
  // When the page has nothing else to do.
  await expect.poll(() => page.evaluate(() => window.starts)).toBe(1);
});

const QUERIES = [
  ['?code=a&state=b', 1],
  ['?error=access_denied&state=b', 1],
  ['?code=a', 0],
  ['?state=b', 0],
];

for (const [[query, starts], details] of sampled(QUERIES, ([, starts]) => starts)) {
  test(`a client on a page with ${query} starts ${starts ? 'at once' : 'later'}`, details, async ({ page, world }) => {
    await page.addInitScript(countStarts);
    await page.goto(`${world.bench.address}${query}`);

    const seen = await page.evaluate(
      async ({ file, config }) => {
        // Another copy than that of the page's own client.
        const { default: LogtoClient } = await import(`/logto-wasm/${file}?other`);
        const before = window.starts;

        new LogtoClient(config);
        return window.starts - before;
      },
      { file: OURS, config: configOf(world) }
    );

    expect(seen).toBe(starts);
  });
}

test('a configuration that is looked at is complete', async ({ page, world }) => {
  await page.goto(world.bench.address);

  const scopes = await page.evaluate(
    async ({ file, config }) => {
      const { default: LogtoClient } = await import(`/logto-wasm/${file}`);
      const given = [{}, { scopes: ['email'], resources: [] }, { resources: ['https://books.test/api'] }];

      return given.map((more) => {
        const { logtoConfig } = new LogtoClient({ ...config, ...more });

        return JSON.parse(JSON.stringify({ ...logtoConfig, endpoint: undefined }));
      });
    },
    { file: OURS, config: configOf(world) }
  );

  const own = { appId: world.bench.appId, prompt: 'consent', includeReservedScopes: true };
  const reserved = ['openid', 'offline_access', 'profile'];

  expect(scopes).toEqual([
    { ...own, scopes: reserved },
    { ...own, scopes: [...reserved, 'email'], resources: [] },
    { ...own, scopes: reserved, resources: ['https://books.test/api'] },
  ]);
});

test('what is taken for good without the module, the module takes', async ({ page, world }) => {
  await page.goto(world.bench.address);

  const outcomes = await page.evaluate(
    async ({ file, appId }) => {
      const { default: LogtoClient } = await import(`/logto-wasm/${file}`);
      const hosts = ['tenant.logto.app', 'a', '..', '-', '_', '1', '1.2.3.4.5', '0x7f.1', 'xn--', 'a:0', 'a:99999'];
      const more = ['a b', '[::1]', 'me@a', '%41', 'a/../b', 'a?b', 'a#b', 'localhost', 'localhost:1/', '127.0.0.1', '127.1'];
      const outcomes = {};

      for (const host of [...hosts, ...more]) {
        for (const scheme of ['https:', 'http:', 'HTTPS:', 'ftp:', '']) {
          const endpoint = `${scheme}//${host}`;
          let outcome = 'refused at once';

          try {
            const client = new LogtoClient({ endpoint, appId });

            outcome = 'refused late';
            outcome = client.logtoConfig.scopes.length === 3 ? 'taken' : 'half taken';
          } catch {
            // As it says.
          }

          (outcomes[outcome] ??= []).push(endpoint);
        }
      }

      return outcomes;
    },
    { file: OURS, appId: world.bench.appId }
  );

  expect(Object.keys(outcomes).sort()).toEqual(['refused at once', 'taken']);
  expect(outcomes.taken).toContain('https://tenant.logto.app');
  expect(outcomes.taken).toContain('http://localhost:1/');
  expect(outcomes['refused at once']).toContain('http://tenant.logto.app');
});

test('answers change with storage, whoever changes it', async ({ page, world }) => {
  await signIn(page, world);

  const seen = await page.evaluate(
    async ({ file, config }) => {
      const { default: LogtoClient } = await import(`/logto-wasm/${file}`);
      const client = new LogtoClient(config);
      const ask = async () => [
        await client.isAuthenticated(),
        await client.getAccessToken().then(
          (token) => token.length > 0,
          ({ code }) => code
        ),
        await client.getIdTokenClaims().then(
          ({ name }) => name,
          ({ code }) => code
        ),
      ];
      const seen = [await ask(), await ask()];
      const stored = { ...localStorage };

      localStorage.clear();
      seen.push(await ask());
      Object.assign(localStorage, stored);
      seen.push(await ask());
      return seen;
    },
    { file: OURS, config: configOf(world) }
  );

  const somebody = [true, true, 'Alice Example'];

  expect(seen).toEqual([
    somebody,
    somebody,
    [false, 'not_authenticated', 'not_authenticated'],
    somebody,
  ]);
});

test('claims are each caller\'s own', async ({ page, world }) => {
  await signIn(page, world);
  const client = benchClient(page, world);

  const names = await page.evaluate(
    async ({ file, config }) => {
      const { default: LogtoClient } = await import(`/logto-wasm/${file}`);
      const client = new LogtoClient(config);
      const first = await client.getIdTokenClaims();

      first.name = 'Mallory';
      return [(await client.getIdTokenClaims()).name, first.name];
    },
    { file: OURS, config: configOf(world) }
  );

  expect(names).toEqual(['Alice Example', 'Mallory']);
  expect(await client.call('isAuthenticated')).toBe(true);
});

test.describe('by the clock', () => {
  test.use({ providerSettings: { accessTokenSeconds: 600 } });

  test('a token is used until shortly before its end, and not longer', async ({ page, world }) => {
    await page.clock.install();
    await signIn(page, world);
    const client = benchClient(page, world);
    const first = await client.call('getAccessToken');
    const { local } = await storages(page);
    const { expiresAt } = JSON.parse(local['logto:bench:accessToken'])['@'];

    // Ten seconds before it expires it is renewed. The clock stands still, whatever the machine is busy with.
    await page.clock.setFixedTime((expiresAt - 11) * 1000);
    expect(await client.call('getAccessToken')).toBe(first);
    await page.clock.setFixedTime((expiresAt - 9) * 1000);
    expect(await client.call('getAccessToken')).not.toBe(first);
  });
});

test('calls leave nothing behind in the module\'s memory', { tag: FURTHER }, async ({ page, world }) => {
  await signIn(page, world);

  const sizes = await page.evaluate(
    async ({ file, config }) => {
      const { Instance } = WebAssembly;
      let memory;

      WebAssembly.Instance = function watched(...values) {
        const instance = new Instance(...values);

        memory = Object.values(instance.exports).find((value) => value instanceof WebAssembly.Memory);
        return instance;
      };

      const { default: LogtoClient } = await import(`/logto-wasm/${file}?memory`);
      const client = new LogtoClient(config);
      // Those that the module answers, each time.
      const call = async (times) => {
        for (let time = 0; time < times; time += 1) {
          await client.getIdToken();
          await client.getRefreshToken();
        }

        return memory.buffer.byteLength;
      };

      return [await call(2000), await call(10_000)];
    },
    { file: OURS, config: configOf(world) }
  );

  expect(sizes[1]).toBe(sizes[0]);
});
