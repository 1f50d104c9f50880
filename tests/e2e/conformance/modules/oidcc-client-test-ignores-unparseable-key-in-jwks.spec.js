import { publish } from '../../support/forge.js';
import { acceptance, test } from '../module.js';

test(
  ...acceptance({
    provider: 'publishes keys of unknown types beside its own',
    prepare: (world) =>
      publish(world, () => [
        { kty: 'AKP', kid: 'post-quantum', use: 'sig', alg: 'ML-DSA-1', pub: 'AAAA' },
        { kty: 'made-up', kid: 'made-up', use: 'sig' },
        world.provider.keys.publicJwk,
      ]),
  })
);
