// What the UserInfo endpoint answers.

const ALICE = { sub: 'alice', name: 'Alice Example', custom_data: { a: [null] } };

const ANSWERS = [
  { is: 'right', status: 200, body: JSON.stringify(ALICE) },
  { is: 'right', status: 200, body: ` ${JSON.stringify({ ...ALICE, name: 'ä 😀' })}\n` },
  { is: 'of another', status: 200, body: JSON.stringify({ ...ALICE, sub: 'mallory' }) },
  { is: 'of nobody', status: 200, body: '{"name":"Alice Example"}' },
  { is: 'no object', status: 200, body: '["alice"]' },
  { is: 'no JSON', status: 200, body: '<p>Hello' },
  { is: 'no JSON', status: 200, body: '' },
  {
    is: 'error of Logto',
    status: 401,
    body: '{"code":"oidc.invalid_token","message":"invalid token provided"}',
  },
  { is: 'error', status: 403, body: '{"error":"insufficient_scope"}' },
  { is: 'error of a proxy', status: 502, body: '<p>Bad gateway' },
];

export const userInfoAnswer = (random) => (random.chance(0.5) ? ANSWERS[0] : random.pick(ANSWERS));

export const respondUserInfo = ({ body, status }) =>
  new Response(body, { status, statusText: 'Status of the case' });
