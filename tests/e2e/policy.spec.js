// The headers that docs/threat-model.md recommends: nothing more has to be allowed.

import { expect, test } from './support/test.js';
import { benchClient, signIn } from './support/visitor.js';
import { sampled } from './support/volume.js';

/** The headers of a site whose provider is on this machine, at a port that is not known yet. */
const headers = (scripts) => ({
  'content-security-policy': [
    "default-src 'none'",
    `script-src 'self' ${scripts}`,
    "connect-src 'self' http://localhost:*",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; '),
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
});

const POLICIES = [
  ['with WebAssembly', "'wasm-unsafe-eval'", ['core.js', 'index.js']],
  ['without', '', ['compat.js', 'index.js']],
];

for (const [[how, scripts, files], details] of sampled(POLICIES)) {
  test.describe(how, details, () => {
    test.use({ siteHeaders: headers(scripts) });

    test('signs in, renews and signs out under a strict policy', async ({ page, world }) => {
      const loaded = new Set();
      page.on('request', (request) => {
        const [, file] = /\/logto-wasm\/(.*)$/.exec(request.url()) ?? [];
        if (file) loaded.add(file);
      });
      const client = await signIn(page, world);

      expect(await client.call('isAuthenticated')).toBe(true);
      expect(await client.call('fetchUserInfo')).toMatchObject({ name: 'Alice Example' });
      const token = await client.call('getAccessToken');
      expect(
        await client.call('getAccessToken', undefined, undefined, { forceRefresh: true })
      ).not.toBe(token);

      await Promise.all([
        page.waitForURL((url) => url.href === `${world.bench.address}/`),
        client.leave('signOut', world.bench.address),
      ]);
      expect(await client.call('getIdToken')).toBe(null);
      expect([...loaded].sort()).toEqual(files);
    });
  });
}

test.describe('the policy itself', () => {
  test.use({ siteHeaders: headers('') });

  test('is in force', async ({ page, world }) => {
    await page.goto(world.bench.address);

    const failures = await page.evaluate(async () => {
      const nameOf = async (attempt) => {
        try {
          await attempt();
        } catch ({ name }) {
          return name;
        }
      };

      return {
        html: await nameOf(() => {
          document.body.innerHTML = '<b>not trusted</b>';
        }),
        module: await nameOf(() => new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0))),
        request: await nameOf(() => fetch('https://elsewhere.test')),
      };
    });

    expect(failures).toEqual({ html: 'TypeError', module: 'CompileError', request: 'TypeError' });
    expect(await benchClient(page, world).call('getIdToken')).toBe(null);
  });
});
