import { createHmac } from 'node:crypto';

import { announce, assemble } from '../../support/forge.js';
import { refusal, test } from '../module.js';

/** A secret that nobody shares. */
const SECRET = 'of the provider alone';

// A browser shares no secret with the provider, so no such signature is right.
test(
  ...refusal({
    provider: 'signs with HS256, by another secret, and announces no other algorithm',
    code: 'id_token.unsupported_algorithm',
    prepare: (world) => announce(world, { id_token_signing_alg_values_supported: ['HS256'] }),
    forge:
      () =>
      ({ claims }) => {
        const unsigned = assemble({ header: { alg: 'HS256' }, claims, signature: '' });
        const message = unsigned.slice(0, -'.'.length);

        return unsigned + createHmac('sha256', SECRET).update(message).digest('base64url');
      },
  })
);
