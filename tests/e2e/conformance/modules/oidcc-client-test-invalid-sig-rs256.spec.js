import { withSpoiltSignature } from '../../support/forge.js';
import { refusal, test } from '../module.js';

test.use({ providerSettings: { signingAlgorithm: 'RS256' } });

test(
  ...refusal({
    provider: 'signs with RS256, and the signature is wrong',
    code: 'id_token.invalid_signature',
    forge: () => withSpoiltSignature,
  })
);
