import { publish } from '../../support/forge.js';
import { acceptance, test } from '../module.js';

test.use({ providerSettings: { signingAlgorithm: 'RS256' } });

test(
  ...acceptance({
    provider: 'names no key in the ID token, and publishes one, without a `kid`',
    prepare: (world) => publish(world, () => [{ ...world.provider.keys.publicJwk, kid: undefined }]),
    forge:
      ({ provider }) =>
      ({ claims }) =>
        provider.keys.sign(claims, { kid: undefined }),
  })
);
