import { test } from '../module.js';
import { renewalRefusal } from '../renewal.js';

test(
  ...renewalRefusal({
    provider: 'renews the ID token with another `iss`',
    code: 'id_token.invalid_issuer',
    change: ({ iss }) => ({ iss: `${iss}1` }),
  })
);
