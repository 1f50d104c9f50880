// Answers that are given without the core: at each moment, they are those of storage.

import { storages } from './support/client.js';
import { OURS } from './support/package.js';
import { expect, test } from './support/test.js';
import { benchClient, signIn } from './support/visitor.js';
import { FURTHER } from './support/volume.js';

const configOf = (world) => ({ endpoint: world.provider.endpoint, appId: world.bench.appId });

test('the configuration of a new client is complete', async ({ page, world }) => {
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

test('answers follow storage when another script changes it', async ({ page, world }) => {
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

test('calls of the core leave nothing behind in its memory', { tag: FURTHER }, async ({ page, world }) => {
  await signIn(page, world);
  // A page whose core has not started.
  await page.goto(world.bench.address);

  const sizes = await page.evaluate(
    async ({ file, config }) => {
      const { instantiate } = WebAssembly;
      let memory;

      WebAssembly.instantiate = async (...values) => {
        const instance = await instantiate.apply(WebAssembly, values);

        memory = Object.values(instance.exports).find((value) => value instanceof WebAssembly.Memory);
        return instance;
      };

      const { default: LogtoClient } = await import(`/logto-wasm/${file}`);
      const client = new LogtoClient(config);
      const call = async (times) => {
        for (let time = 0; time < times; time += 1) {
          await client.getAppState();
          await client.isSignInRedirected(location.href);
          await client.getOidcConfig();
        }

        return memory.buffer.byteLength;
      };

      return [await call(1000), await call(5000)];
    },
    { file: OURS, config: configOf(world) }
  );

  expect(sizes[1]).toBe(sizes[0]);
});
