// Who verifies ID tokens: the client's own verifier, or one that an environment brings.

import { createSigningKey } from '../provider/index.js';
import { assemble, parse } from './support/forge.js';
import { goToOwnCallback, inPage, ownItems, signInOnOwn } from './support/in-page.js';
import { expect, test } from './support/test.js';
import { signIn } from './support/visitor.js';
import { tokenRequests } from './support/world.js';
import { FURTHER, sampled } from './support/volume.js';

const WAYS = [
  ['the third argument of the constructor', 'argument'],
  ['setJwtVerifier(builder)', 'builder'],
  ['setJwtVerifier(verifier)', 'verifier'],
];

for (const [[what, way], details] of sampled(WAYS)) {
  test(`a verifier of the environment's own is asked at sign-in and at refresh: ${what}`, details, async ({ page, world }) => {
    await goToOwnCallback(page, world);
    world.provider.clearRequests();

    const facts = await inPage(
      page,
      world,
      async ({ own, session }, way) => {
        const verified = [];
        const builtFor = [];
        const verifier = {
          async verifyIdToken(token) {
            // Not in storage before it was verified.
            verified.push([token, await session.getItem('idToken')]);
          },
        };
        const build = (client) => {
          builtFor.push(client);
          return verifier;
        };
        const { client } = way === 'argument' ? own({}, build) : own();
        if (way === 'builder') client.setJwtVerifier(build);
        if (way === 'verifier') client.setJwtVerifier(verifier);

        await client.handleSignInCallback(location.href);
        const first = await client.getIdToken();
        await client.clearAccessToken();
        await client.getAccessToken();
        return {
          verified,
          tokens: [first, await client.getIdToken()],
          builtFor: builtFor.map((each) => each === client),
          isShown: client.jwtVerifier === verifier && client.jwtVerifierInstance === verifier,
        };
      },
      way
    );

    const [first, second] = facts.tokens;
    expect(first).not.toBe(second);
    expect(facts).toMatchObject({
      verified: [
        [first, null],
        [second, first],
      ],
      builtFor: way === 'verifier' ? [] : [true],
      isShown: true,
    });
    // Nobody else verifies, so nobody needs the keys.
    expect(world.provider.requests.map(({ path }) => path)).not.toContain('/oidc/jwks');
  });
}

test('what an own verifier refuses at sign-in is refused, by its error, and nothing is stored', async ({ page, world }) => {
  await goToOwnCallback(page, world);
  const before = await ownItems(page, world);

  const isPassedOn = await inPage(page, world, async ({ own, failureOf }) => {
    const thrown = new Error('not genuine');
    const { client } = own({}, () => ({ verifyIdToken: () => Promise.reject(thrown) }));
    return (await failureOf(() => client.handleSignInCallback(location.href))) === thrown;
  });

  expect(isPassedOn).toBe(true);
  expect(await ownItems(page, world)).toEqual(before);
  expect(tokenRequests(world)).toEqual(['authorization_code']);
});

test('what an own verifier refuses at refresh is refused, and the session stays', { tag: FURTHER }, async ({ page, world }) => {
  await signInOnOwn(page, world);

  const { isPassedOn, before } = await inPage(page, world, async ({ own, failureOf, session }) => {
    const thrown = new Error('not genuine');
    const { client } = own({}, () => ({
      verifyIdToken() {
        throw thrown;
      },
    }));
    await client.clearAccessToken();
    const before = await session.items();
    const isPassedOn = (await failureOf(() => client.getAccessToken())) === thrown;
    return { isPassedOn, before };
  });

  expect(isPassedOn).toBe(true);
  expect(await ownItems(page, world)).toEqual(before);
});

test('a subclass reads and assigns the verifier itself', { tag: FURTHER }, async ({ page, world }) => {
  await page.goto(world.bench.address);

  const facts = await inPage(page, world, async ({ sdk, config, failureOf }) => {
    const refusal = new Error('not genuine');
    class StrictClient extends sdk.default {
      constructor() {
        super(config);
        this.first = this.jwtVerifierInstance;
        this.jwtVerifierInstance = { verifyIdToken: () => Promise.reject(refusal) };
      }

      backToFirst() {
        this.jwtVerifierInstance = this.first;
      }
    }
    const client = new StrictClient();
    const isRefused = (await failureOf(() => client.jwtVerifier.verifyIdToken('token'))) === refusal;
    client.backToFirst();
    const { code } = await failureOf(() => client.jwtVerifier.verifyIdToken('token'));
    return { isRefused, code, isFirst: client.jwtVerifier === client.first };
  });

  expect(facts).toEqual({ isRefused: true, code: 'id_token.invalid_token', isFirst: true });
});

test('what is no verifier is not taken for one', async ({ page, world }) => {
  await page.goto(world.bench.address);

  const failures = await inPage(page, world, async ({ own, sdk, failureOf }) => {
    const failures = [];
    for (const wrong of [undefined, null, {}, 'jose', () => ({}), () => undefined]) {
      const { client } = own();
      const { jwtVerifier } = client;
      const error = await failureOf(() => client.setJwtVerifier(wrong));
      failures.push([
        error instanceof sdk.LogtoClientError,
        error.code,
        client.jwtVerifier === jwtVerifier,
      ]);
    }
    return failures;
  });

  expect(failures).toEqual(Array(6).fill([true, 'options.invalid', true]));
});

const TWO_DAYS = 2 * 24 * 60 * 60;

/** Signed by the provider's own key: only the claims are wrong. */
const withClaims = (change) => ({ claims }, { keys }) => keys.sign({ ...claims, ...change(claims) });

const FORGERIES = [
  [
    'a changed payload',
    'id_token.invalid_signature',
    (parts) => assemble({ ...parts, claims: { ...parts.claims, sub: 'somebody-else' } }),
  ],
  [
    'another key by the same name',
    'id_token.invalid_signature',
    ({ header, claims }) => createSigningKey().sign(claims, header),
  ],
  [
    'a key that is not published',
    'id_token.key_not_found',
    ({ claims }) => createSigningKey().sign(claims),
  ],
  [
    'no signature',
    'id_token.unsupported_algorithm',
    ({ header, claims }) => assemble({ header: { ...header, alg: 'none' }, claims, signature: '' }),
  ],
  ['another app', 'id_token.invalid_audience', withClaims(() => ({ aud: 'library' }))],
  ['another issuer', 'id_token.invalid_issuer', withClaims(() => ({ iss: 'https://evil.test/oidc' }))],
  ['the past', 'id_token.expired', withClaims(({ iat }) => ({ exp: iat - TWO_DAYS }))],
  [
    'long ago',
    'id_token.invalid_iat',
    withClaims(({ iat, exp }) => ({ iat: iat - TWO_DAYS, exp: exp - TWO_DAYS })),
  ],
  ['nowhere', 'id_token.invalid_token', () => 'not-a-token'],
];

test("the client's own verifier accepts the token of the session, and no forged one", { tag: FURTHER }, async ({ page, world }) => {
  const client = await signIn(page, world);
  const token = await client.call('getIdToken');
  const parts = parse(token);
  const tokens = [token, ...FORGERIES.map(([, , forge]) => forge(parts, world.provider))];

  const outcomes = await inPage(
    page,
    world,
    async ({ sdk, config }, tokens) => {
      const { jwtVerifier } = new sdk.default(config);
      const verified = await Promise.allSettled(tokens.map((each) => jwtVerifier.verifyIdToken(each)));
      return verified.map(({ status, reason }) =>
        reason instanceof sdk.LogtoError ? reason.code : status
      );
    },
    tokens
  );

  expect(outcomes[0]).toBe('fulfilled');
  expect(Object.fromEntries(FORGERIES.map(([what], at) => [what, outcomes[at + 1]]))).toEqual(
    Object.fromEntries(FORGERIES.map(([what, code]) => [what, code]))
  );
  // A token that is refused is nobody's session.
  expect(await client.call('getIdToken')).toBe(token);
});
