import { test } from '../module.js';
import { renewalRefusal } from '../renewal.js';

test(
  ...renewalRefusal({
    provider: 'renews the ID token with another `aud`',
    code: 'id_token.invalid_audience',
    change: ({ aud }) => ({ aud: `${aud}1` }),
  })
);
