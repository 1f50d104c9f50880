import { test } from '../module.js';
import { renewalRefusal } from '../renewal.js';

test(
  ...renewalRefusal({
    provider: 'renews the ID token with an `azp` that is not the client ID: there was none before',
    code: 'id_token.invalid_audience',
    change: () => ({ azp: 'library' }),
  })
);
