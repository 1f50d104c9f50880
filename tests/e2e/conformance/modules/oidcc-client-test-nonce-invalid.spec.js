import { withClaims } from '../../support/forge.js';
import { refusal, test } from '../module.js';

test(
  ...refusal({
    provider: 'issues an ID token whose `nonce` is not the one of the request',
    code: 'id_token.invalid_nonce',
    forge: withClaims(({ nonce }) => ({ nonce: `${nonce}1` })),
  })
);
