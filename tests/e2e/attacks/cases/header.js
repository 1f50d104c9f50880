// The JOSE header of an ID token: what it says decides nothing that the provider's JWK Set and metadata do
// not say, too.

import { caseList } from '../case-list.js';
import { signed } from '../forge.js';
import { KEY_PLACES, RIGHT_HEADERS, strangerUnder, WRONG_HEADERS } from '../tables/headers.js';
import { DISCOVERY } from '../target.js';

const { cases, add } = caseList();

export { cases };

for (const [what, forge] of RIGHT_HEADERS) {
  add(`an ID token ${what} is accepted`, async (target) => {
    target.forge(forge(target));
    await target.acceptsCallback();
  });
}

for (const [what, code, forge] of WRONG_HEADERS) {
  add(`an ID token ${what} → ${code}`, async (target) => {
    target.forge(forge(target));
    await target.refusesCallback(code);
  });
}

for (const alg of ['ES256', 'ES512', 'RS256', 'PS256', 'EdDSA']) {
  add(`an ID token with alg: ${alg}, which is announced, by a key for ES384 → id_token.key_not_found`, async (target) => {
    const { metadata, header, claims, key } = target;

    target.answer(DISCOVERY, { ...metadata, id_token_signing_alg_values_supported: ['ES384', alg] });
    target.forge(signed({ header: { ...header, alg }, claims, key }));
    await target.refusesCallback('id_token.key_not_found');
  });
}

for (const [what, place] of KEY_PLACES) {
  add(`an ID token with ${what} by the provider's own key is accepted, and nobody is asked`, async (target) => {
    const { claims, key } = target;
    const address = `${target.issuer}/of-a-stranger`;
    const header = { ...target.header, ...place({ address, key }) };

    target.forge(signed({ header, claims, key }));
    await target.acceptsCallback();
    target.expectRequests(0, '/oidc/of-a-stranger');
  });

  add(`an ID token with ${what} by a stranger's key → id_token.invalid_signature, and nobody is asked`, async (target) => {
    const { claims } = target;
    const key = strangerUnder(target.header.kid);
    const address = `${target.issuer}/of-a-stranger`;
    const header = { ...target.header, ...place({ address, key }) };

    target.answer('/oidc/of-a-stranger', { keys: [key.jwk] });
    target.forge(signed({ header, claims, key }));
    await target.refusesCallback('id_token.invalid_signature');
    target.expectRequests(0, '/oidc/of-a-stranger');
  });
}
