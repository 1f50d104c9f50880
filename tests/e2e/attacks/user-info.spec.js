import { cases } from './cases/user-info.js';
import { withText } from './forge.js';
import { samples } from './samples.js';
import { USER_INFO } from './target.js';
import { expect, test } from './test.js';

for (const [{ title, run }, details] of samples(cases)) {
  test(title, details, ({ target }) => run(target));
}

// What a claim does to objects of the page shows in a page only.
for (const name of ['__proto__', 'constructor', 'toString']) {
  test(`user information with a claim named ${name} is harmless`, async ({ target, page }) => {
    target.answer(USER_INFO, withText(target.userInfo, [name, '{"admin":true}']));
    await target.goTo(target.bench.address);
    await target.arrive(target.signedIn());

    const told = await page.evaluate(
      async ({ config, name }) => {
        const { default: LogtoClient } = await import('/logto-wasm/index.js');
        const claims = await new LogtoClient(config).fetchUserInfo();

        return {
          own: Object.getOwnPropertyDescriptor(claims, name)?.value,
          isPlain: Object.getPrototypeOf(claims) === Object.prototype,
          polluted: {}.admin,
        };
      },
      { config: target.config, name }
    );
    expect(told).toEqual({ own: { admin: true }, isPlain: true, polluted: undefined });
  });
}
