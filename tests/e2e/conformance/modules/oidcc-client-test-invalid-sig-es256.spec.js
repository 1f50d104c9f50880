import { withSpoiltSignature } from '../../support/forge.js';
import { refusal, test } from '../module.js';

test.use({ providerSettings: { signingAlgorithm: 'ES256' } });

test(
  ...refusal({
    provider: 'signs with ES256, and the signature is wrong',
    code: 'id_token.invalid_signature',
    forge: () => withSpoiltSignature,
  })
);
