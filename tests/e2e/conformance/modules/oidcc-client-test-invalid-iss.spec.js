import { withClaims } from '../../support/forge.js';
import { refusal, test } from '../module.js';

test(
  ...refusal({
    provider: 'issues an ID token whose `iss` is not its issuer',
    code: 'id_token.invalid_issuer',
    forge: withClaims(({ iss }) => ({ iss: `${iss}1` })),
  })
);
