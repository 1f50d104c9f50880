import { withClaims } from '../../support/forge.js';
import { refusal, test } from '../module.js';

test(
  ...refusal({
    provider: 'issues an ID token whose `aud` is not the client ID',
    code: 'id_token.invalid_audience',
    forge: withClaims(({ aud }) => ({ aud: `${aud}1` })),
  })
);
