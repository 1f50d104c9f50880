import { createSigningKey } from '../../../provider/index.js';
import { publish } from '../../support/forge.js';
import { refusal, test } from '../module.js';

test.use({ providerSettings: { signingAlgorithm: 'RS256' } });

// The module lets a client try every key. Ours does not guess.
test(
  ...refusal({
    provider: 'names no key in the ID token, and publishes two that fit, without a `kid`',
    code: 'id_token.key_not_found',
    prepare: (world) => {
      const keys = [world.provider.keys, createSigningKey('RS256')].map(({ publicJwk }) => ({
        ...publicJwk,
        kid: undefined,
      }));
      publish(world, () => keys);
    },
    forge:
      ({ provider }) =>
      ({ claims }) =>
        provider.keys.sign(claims, { kid: undefined }),
  })
);
