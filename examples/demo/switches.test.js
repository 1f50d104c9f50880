// Each switch, at a real provider: what it answers while the switch is on, and once it is off again.

import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import test from 'node:test';

import { startProvider } from '../../tests/provider/index.js';
import { LATE_SECONDS, PAUSE_SECONDS, Switches } from './switches.js';

const APP = {
  appId: 'bookstore',
  redirectUris: ['http://localhost:4173/callback'],
  postLogoutRedirectUris: ['http://localhost:4173'],
};

const start = async (t, options) => {
  const provider = await startProvider({ apps: [APP] });
  t.after(() => provider.close());

  return { provider, switches: new Switches({ provider, ...options }) };
};

/** What pages ask by script, and then what visitors see. */
const ASKED = ['/oidc/.well-known/openid-configuration', '/oidc/jwks', '/oidc/token', '/oidc/me'];
const SEEN = ['/sign-in', '/avatars/alice.svg', '/oidc/auth'];

const statuses = ({ endpoint }, paths) =>
  Promise.all(
    paths.map((path) =>
      fetch(endpoint + path).then(
        ({ status }) => status,
        () => 'no answer'
      )
    )
  );

const isOn = ({ choices }) =>
  Object.fromEntries(
    choices.map(({ name, values }) => [name, values.find((each) => each.isOn).value])
  );

const RIGHT = { network: 'right', clock: 'right' };

test('at first nothing is wrong', async (t) => {
  const { provider, switches } = await start(t);

  assert.deepEqual(isOn(switches), RIGHT);
  assert.equal(switches.firstCode, '');
  assert.deepEqual(await statuses(provider, ASKED), [200, 200, 404, 401]);
});

test('an overloaded provider asks for a pause, which pages can read', async (t) => {
  const { provider, switches } = await start(t);
  const before = await statuses(provider, [...ASKED, ...SEEN]);

  switches.set([['network', 'overloaded']]);
  assert.deepEqual(isOn(switches), { ...RIGHT, network: 'overloaded' });

  for (const path of ASKED) {
    const response = await fetch(provider.endpoint + path);

    assert.equal(response.status, 503, path);
    assert.equal(response.headers.get('retry-after'), String(PAUSE_SECONDS), path);
    assert.equal(response.headers.get('access-control-expose-headers'), 'Retry-After', path);
  }
  assert.deepEqual(await statuses(provider, SEEN), before.slice(ASKED.length));

  switches.set([['network', 'right']]);
  assert.deepEqual(await statuses(provider, [...ASKED, ...SEEN]), before);
});

test('a provider that is down answers nothing at all', async (t) => {
  const { provider, switches } = await start(t);
  const paths = [...ASKED, ...SEEN];
  const before = await statuses(provider, paths);

  switches.set([['network', 'down']]);
  assert.deepEqual(
    await statuses(provider, paths),
    paths.map(() => 'no answer')
  );

  switches.set([['network', 'right']]);
  assert.deepEqual(await statuses(provider, paths), before);
});

test('in a slow network, what pages ask is answered late, and what visitors see at once', async (t) => {
  const delayed = new EventEmitter();
  const delays = [];
  let pass;
  const { provider, switches } = await start(t, {
    delay: (milliseconds) => {
      delays.push(milliseconds);
      delayed.emit('one');

      return new Promise((resolve) => {
        pass = resolve;
      });
    },
  });

  switches.set([['network', 'slow']]);

  const arrived = once(delayed, 'one');
  const late = fetch(`${provider.endpoint}/oidc/jwks`);
  await arrived;
  // What was asked later is there before.
  assert.equal((await fetch(`${provider.endpoint}/avatars/alice.svg`)).status, 200);
  assert.equal(provider.requests.find(({ path }) => path === '/oidc/jwks').status, undefined);

  pass();
  assert.equal((await late).status, 200);
  assert.deepEqual(delays, [LATE_SECONDS * 1000]);

  switches.set([['network', 'right']]);
  assert.equal((await fetch(`${provider.endpoint}/oidc/jwks`)).status, 200);
  assert.equal(delays.length, 1);
});

test('of two that are set after each other, the later one counts', async (t) => {
  const { provider, switches } = await start(t);

  switches.set([['network', 'down']]);
  switches.set([['network', 'overloaded']]);
  assert.deepEqual(await statuses(provider, ['/oidc/jwks', '/avatars/alice.svg']), [503, 200]);
});

for (const [clock, shift] of [
  ['ahead', '10800000'],
  ['behind', '-10800000'],
  ['lost', '-172800000'],
]) {
  test(`the clock is ${clock}: pages are given a script, and the provider none of it`, async (t) => {
    const { provider, switches } = await start(t);
    const before = await statuses(provider, ASKED);

    switches.set([['clock', clock]]);
    assert.deepEqual(isOn(switches), { ...RIGHT, clock });
    assert.ok(switches.firstCode.includes(`Right.now() + ${shift};`));
    assert.deepEqual(await statuses(provider, ASKED), before);

    switches.set([['clock', 'right']]);
    assert.equal(switches.firstCode, '');
  });
}

test('what is not named stays as it is', async (t) => {
  const { switches } = await start(t);

  switches.set([['clock', 'ahead']]);
  switches.set([['network', 'down']]);
  assert.deepEqual(isOn(switches), { network: 'down', clock: 'ahead' });
});

test('what there is not is refused, and changes nothing', async (t) => {
  const { provider, switches } = await start(t);

  for (const [name, value] of [
    ['network', 'gone'],
    ['network', ''],
    ['network', 'toString'],
    ['weather', 'right'],
    ['__proto__', 'right'],
  ]) {
    assert.throws(
      () =>
        switches.set([
          ['clock', 'ahead'],
          [name, value],
        ]),
      { name: 'RangeError', message: `There is no switch for ${name} to be ${value}.` }
    );
  }

  assert.deepEqual(isOn(switches), RIGHT);
  assert.deepEqual(await statuses(provider, ['/oidc/jwks']), [200]);
});

test('without a provider of its own, only the clock can be wrong', () => {
  const switches = new Switches();

  assert.deepEqual(isOn(switches), { clock: 'right' });
  assert.throws(() => switches.set([['network', 'down']]), RangeError);
  switches.set([['clock', 'behind']]);
  assert.deepEqual(isOn(switches), { clock: 'behind' });
});
