// `new LogtoClient(…)` says at once, and by name, what is wrong with its configuration.

import { expect, test } from './support/test.js';

const endpoint = 'https://tenant.logto.app';
const appId = 'bookstore';

const MISTAKES = [
  ['no endpoint', { appId }, 'endpoint'],
  ['an empty endpoint', { appId, endpoint: '' }, 'endpoint'],
  ['an endpoint that is no URL', { appId, endpoint: 'tenant.logto.app' }, 'endpoint'],
  ['the placeholder of the tutorial', { appId, endpoint: '<your-logto-endpoint>' }, 'endpoint'],
  ['an endpoint without TLS', { appId, endpoint: 'http://tenant.logto.app' }, 'endpoint'],
  ['an endpoint that is not of the web', { appId, endpoint: 'ftp://tenant.logto.app' }, 'endpoint'],
  ['an endpoint that is no text', { appId, endpoint: 5 }, 'endpoint'],
  ['no appId', { endpoint }, 'appId'],
  ['an empty appId', { endpoint, appId: '' }, 'appId'],
  ['scopes that are no list', { endpoint, appId, scopes: 'email' }, 'scopes'],
];

/** Runs in the page. */
const construct = async (configs) => {
  const { default: LogtoClient, LogtoClientError } = await import('/logto-wasm/index.js');

  return configs.map((config) => {
    try {
      new LogtoClient(...config);
      return 'constructed';
    } catch (error) {
      const { code, message, data } = error;
      return {
        is: [error instanceof LogtoClientError, error instanceof Error],
        code,
        message,
        data,
      };
    }
  });
};

test('a mistake in the configuration is refused, with the name of the field', async ({ page, world }) => {
  await page.goto(world.bench.address);
  const errors = await page.evaluate(
    construct,
    MISTAKES.map(([, config]) => [config])
  );

  for (const [at, [what, , field]] of MISTAKES.entries()) {
    expect.soft(errors[at], what).toEqual({
      is: [true, true],
      code: 'config.invalid',
      message: expect.stringMatching(new RegExp(`^\`${field}\` (is missing|must be)`)),
      data: { field },
    });
  }
});

test('no configuration at all is refused', async ({ page, world }) => {
  await page.goto(world.bench.address);

  for (const error of await page.evaluate(construct, [[], [null]])) {
    expect(error).toMatchObject({ is: [true, true], code: 'config.invalid' });
  }
});

test('a configuration without mistakes is taken', async ({ page, world }) => {
  await page.goto(world.bench.address);

  const configs = [
    { endpoint, appId },
    { endpoint: `${endpoint}/`, appId, scopes: ['email'], resources: [], prompt: 'login' },
    { endpoint: 'http://localhost:3001', appId, prompt: ['login', 'consent'] },
  ];
  const answers = await page.evaluate(
    construct,
    configs.map((config) => [config])
  );

  expect(answers).toEqual(configs.map(() => 'constructed'));
});
