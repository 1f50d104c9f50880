// Where secrets turn up over a whole visit: in no address but the callback's, no Referer, no console, no error.

import { createSigningKey } from '../../provider/index.js';
import { storages } from '../support/client.js';
import { expect, test } from '../support/test.js';
import { benchClient, enterPassword } from '../support/visitor.js';
import { RESOURCES } from '../support/world.js';

/** Everything that a page sends and says from now on. */
const listen = (page) => {
  const heard = { urls: [], referers: [], bodies: [], console: [] };

  page.on('request', (request) => {
    heard.urls.push(request.url());
    heard.bodies.push({ url: request.url(), text: request.postData() ?? '' });
  });
  page.on('console', (message) => heard.console.push(message.text()));
  return heard;
};

/** The Referer of every request that the page sends, as it leaves the browser. */
const listenToReferers = async (context, page, heard) => {
  const session = await context.newCDPSession(page);

  await session.send('Network.enable');
  session.on('Network.requestWillBeSentExtraInfo', ({ headers }) => {
    for (const [name, value] of Object.entries(headers)) {
      if (name.toLowerCase() === 'referer') heard.referers.push(value);
    }
  });
};

/** Both as it is, and as it would be in an address. */
const spellings = (secret) => [secret, encodeURIComponent(secret)];

const expectNowhere = (texts, secrets) => {
  for (const text of texts) {
    for (const secret of secrets.flatMap(spellings)) expect(text).not.toContain(secret);
  }
};

test('a sign-in, a renewal, user information, refused attacks and a sign-out tell no secret', async ({ context, page, world }) => {
  const { bench, provider } = world;
  const heard = listen(page);
  await listenToReferers(context, page, heard);
  const client = benchClient(page, world, { resources: RESOURCES });
  const errors = [];
  const verifiers = [];

  await page.goto(bench.address);
  await client.leave('signIn', bench.callback);
  await enterPassword(page);
  await page.waitForURL((url) => url.href.startsWith(`${bench.callback}?`));
  const callback = page.url();
  const code = new URL(callback).searchParams.get('code');
  const { session } = await storages(page);
  verifiers.push(JSON.parse(session['logto:bench:signInSession']).codeVerifier);

  // Refused before the code is sent.
  for (const change of [['state', 'forged'], ['iss', 'https://evil.test']]) {
    const uri = new URL(callback);
    uri.searchParams.set(...change);
    errors.push(await client.failure('handleSignInCallback', uri.href));
  }
  errors.push(await client.failure('handleSignInCallback', callback.replace('/callback', '/callback.evil')));

  await client.call('handleSignInCallback', callback);
  await page.goto(`${bench.address}/arrived`);
  await client.call('getAccessToken', RESOURCES[0]);
  await client.call('fetchUserInfo');

  // Refused when they have come.
  const forge = provider.tamper('/oidc/token', (_status, body) => {
    const forged = createSigningKey().sign({ sub: 'evil' }, { kid: provider.keys.kid });
    world.issued.push(forged);
    return { body: { ...body, id_token: forged } };
  });
  errors.push(await client.failure('getAccessToken', RESOURCES[1]));
  forge();
  const claim = provider.tamper('/oidc/me', (_status, body) => ({ body: { ...body, sub: 'evil' } }));
  errors.push(await client.failure('fetchUserInfo'));
  claim();

  await client.leave('signOut', bench.address);
  await page.waitForURL((url) => url.href.startsWith(bench.address) && url.pathname === '/');

  const tokens = [...new Set(world.issued)];
  const secrets = [...tokens, ...verifiers];
  const texts = errors.map(({ message, text }) => `${message} ${text}`);
  // Something was there to be told, and somebody listened.
  expect(tokens.length).toBeGreaterThan(6);
  expect(errors.map((error) => error.code)).toEqual([
    'callback_uri_verification.state_mismatched',
    'callback_uri_verification.issuer_mismatched',
    'callback_uri_verification.redirect_uri_mismatched',
    'id_token.invalid_signature',
    'user_info.subject_mismatched',
  ]);
  expect(heard.referers.length).toBeGreaterThan(0);
  expectNowhere([...heard.urls, ...heard.referers, ...heard.console, ...texts], secrets);

  // The code is in the callback's own address, and in the body of the one request for tokens.
  expectNowhere([...heard.console, ...texts], [code]);
  const placesOf = (urls) => [...new Set(urls.filter((url) => url.includes(code)))];
  expect(placesOf(heard.urls)).toEqual([callback]);
  expect(placesOf(heard.referers.filter((url) => !url.startsWith(bench.address)))).toEqual([]);
  const sent = heard.bodies.filter(({ text }) => text.includes(code));
  expect(sent.map(({ url }) => url)).toEqual([`${provider.issuer}/token`]);
  for (const { url, text } of heard.bodies) {
    if (!url.startsWith(`${provider.issuer}/token`)) expectNowhere([text], [code, ...secrets]);
  }
});
