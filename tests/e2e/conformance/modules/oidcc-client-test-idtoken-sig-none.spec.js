import { announce, assemble } from '../../support/forge.js';
import { refusal, test } from '../module.js';

// The module is for clients that accept such tokens, and lets the others stop.
test(
  ...refusal({
    provider: 'issues an ID token without a signature (`alg` is `none`), and announces that',
    code: 'id_token.unsupported_algorithm',
    prepare: (world) =>
      announce(world, { id_token_signing_alg_values_supported: ['none', 'ES384', 'RS256'] }),
    forge:
      () =>
      ({ claims }) =>
        assemble({ header: { alg: 'none' }, claims, signature: '' }),
  })
);
