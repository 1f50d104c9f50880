import { withClaims } from '../../support/forge.js';
import { refusal, test } from '../module.js';

test(
  ...refusal({
    provider: 'issues an ID token without `iat`',
    code: 'id_token.invalid_token',
    forge: withClaims(() => ({ iat: undefined })),
  })
);
