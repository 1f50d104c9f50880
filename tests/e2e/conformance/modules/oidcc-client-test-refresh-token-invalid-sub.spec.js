import { test } from '../module.js';
import { renewalRefusal } from '../renewal.js';

test(
  ...renewalRefusal({
    provider: 'renews the ID token with another `sub`',
    code: 'id_token.subject_mismatched',
    change: ({ sub }) => ({ sub: `${sub}1` }),
  })
);
