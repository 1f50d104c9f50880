import { cases } from './cases/payload.js';
import { signed, withText } from './forge.js';
import { samples } from './samples.js';
import { expect, test } from './test.js';

for (const [{ title, run }, details] of samples(cases)) {
  test(title, details, ({ target }) => run(target));
}

/** Names that every object has already. What becomes of them shows in a page only. */
const INHERITED = ['__proto__', 'constructor', 'prototype', 'toString', 'valueOf', 'hasOwnProperty', 'toJSON'];

for (const name of INHERITED) {
  test(`an ID token with a claim named ${name} is harmless`, async ({ target, page }) => {
    const { header, claims, key } = target;

    target.forge(signed({ header, claims: withText(claims, [name, '{"admin":true}']), key }));
    await target.acceptsCallback();
    const told = await page.evaluate(
      async ({ config, name }) => {
        const { default: LogtoClient } = await import('/logto-wasm/index.js');
        const client = new LogtoClient(config);
        const claims = [await client.getIdTokenClaims(), client.getSnapshot().claims];

        return {
          own: claims.map((each) => Object.getOwnPropertyDescriptor(each, name)?.value),
          inherited: claims.map((each) => Object.getPrototypeOf(each) === Object.prototype),
          polluted: [{}.admin, [].admin, (() => {}).admin],
        };
      },
      { config: target.config, name }
    );
    expect(told).toEqual({
      own: [{ admin: true }, { admin: true }],
      inherited: [true, true],
      polluted: [undefined, undefined, undefined],
    });
  });
}
