/**
 * node crash-scenarios.js <name>
 *
 * Lets the core of the package crash in one way, and prints as JSON how the calls ended. In a process of its own, because a
 * trap after an `await` is also an uncaught exception, which Node's test runner would take for a failure of the test.
 */
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { pathToFileURL } from 'node:url';
import { setTraps } from '../e2e/support/traps.js';
import { packageDir } from './package-dir.js';

setTraps();

const dist = (name) => pathToFileURL(join(packageDir, 'dist', name));
const { LogtoClientError, LogtoError, LogtoRequestError, OidcError } = await import(dist('index.js'));

process.on('uncaughtException', ({ message }) => {
  if (!/unreachable|no time/.test(message)) {
    process.exit(1);
  }
});

const started = async (file) => {
  const core = await import(dist(file));

  await core.start();
  return core;
};

// {"iss":"https://logto.example/oidc","sub":"alice"}
const ID_TOKEN = 'e30.eyJpc3MiOiJodHRwczovL2xvZ3RvLmV4YW1wbGUvb2lkYyIsInN1YiI6ImFsaWNlIn0.AA';
const STORED = {
  idToken: ID_TOKEN,
  accessToken: JSON.stringify({ '@': { token: 'access', scope: '', expiresAt: 9_999_999_999 } }),
};
const CONFIG = { endpoint: 'https://logto.example', appId: 'app' };

/** A client of a signed-in visitor, on a site with this storage. */
const openClient = (core, storage, errors) =>
  core.openClient(CONFIG, {
    part: (name) => ({ storage, unstable_cache: null })[name],
    adapter: () => undefined,
    errors: { LogtoClientError, LogtoError, LogtoRequestError, OidcError, ...errors },
    earlyResponse: () => undefined,
  });

const storage = {
  getItem: async (key) => STORED[key] ?? null,
  setItem: async () => {},
  removeItem: async () => {},
};

/** A storage that answers when it is told to. */
const waitingStorage = () => {
  const waiting = [];

  return {
    ...storage,
    waiting,
    answer: () => waiting.splice(0).forEach((resolve) => resolve()),
    async getItem(key) {
      await new Promise((resolve) => waiting.push(resolve));
      return storage.getItem(key);
    },
  };
};

const call = (client, name = 'getIdToken') => client.run((core) => core[name]());

/** How a call ended. */
const outcome = (promise) =>
  promise.then(
    (value) => ({ value: value === ID_TOKEN ? 'the ID token' : value }),
    (error) => ({
      isLogtoError: error instanceof LogtoError,
      code: error.code,
      message: error.message,
      cause: error.cause?.message,
    })
  );

const scenarios = {
  async afterAwait() {
    const core = await started('core.js');
    const site = waitingStorage();
    const other = waitingStorage();
    const calls = [openClient(core, site), openClient(core, other)].map((client) => outcome(call(client)));

    await turn();
    traps.arm('entering', 1);
    site.answer();

    return { calls: await Promise.all(calls), next: await outcome(call(openClient(core, storage))) };
  },

  async inCall() {
    const core = await started('core.js');
    const client = openClient(core, storage);
    const pending = outcome(call(openClient(core, waitingStorage())));

    await call(client);
    traps.arm('entering', 1);

    const calls = await Promise.all([outcome(call(client)), pending]);

    return { calls, next: await outcome(call(client)) };
  },

  async lateAnswer() {
    const core = await started('core.js');
    const client = openClient(core, storage);
    const site = waitingStorage();
    const pending = outcome(call(openClient(core, site)));

    await turn();
    traps.arm('entering', 1);

    const calls = await Promise.all([outcome(call(client)), pending]);

    traps.disarm();
    traps.arm('leaving', 1);
    site.answer();
    await turn();

    return { calls, hasCalledPage: traps.disarm(), requestsAfter: site.waiting.length };
  },

  /** Traps at each moment in turn, until the call ends before the moment comes. */
  async anyMoment(where) {
    const core = await started('core.js');
    const client = openClient(core, storage);
    const codes = [];
    const notServed = [];

    for (let at = 1, trapped = true; trapped; at += 1) {
      // Another moment would be in the start of an instance.
      await call(client);
      traps.arm(where, at);

      const { code } = await outcome(call(client));

      await turn();
      trapped = traps.disarm();
      codes.push(code ?? 'done');

      if ((await outcome(call(client))).value !== 'the ID token') {
        notServed.push(at);
      }
    }

    return { codes, notServed };
  },

  async inCompat() {
    const core = await started('compat.js');
    const client = openClient(core, storage);
    const pending = outcome(call(openClient(core, waitingStorage())));
    const before = await outcome(call(client, 'getAccessToken'));
    const { now } = Date;

    // The module expects no error of it.
    Date.now = () => {
      throw new RangeError('no time');
    };

    const calls = await Promise.all([outcome(call(client, 'getAccessToken')), pending]);

    Date.now = now;
    return { before, calls, next: await outcome(call(client, 'getAccessToken')) };
  },

  async settledCalls() {
    const core = await started('core.js');
    let count = 0;

    class CountedError extends LogtoError {
      constructor(...values) {
        super(...values);
        count += 1;
      }
    }

    const client = openClient(core, storage, { LogtoError: CountedError });

    for (let index = 0; index < 10; index += 1) {
      await call(client);
    }

    traps.arm('entering', 1);
    await outcome(call(client));
    return { count };
  },

  async memory() {
    const { instantiate } = WebAssembly;
    const memories = [];

    WebAssembly.instantiate = async (module, imports) => {
      const instance = await instantiate(module, imports);

      // Node.js has modules of its own.
      if (imports['./logto_wasm_bg.js']) {
        memories.push(new WeakRef(instance.exports.memory));
      }

      return instance;
    };

    const core = await started('core.js');
    const clients = Array.from({ length: 3 }, () => openClient(core, storage));

    for (const client of clients) {
      await call(client);
    }

    traps.arm('entering', 1);
    await outcome(call(clients[0]));
    traps.disarm();
    await call(clients[0]);

    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc');

    for (let turns = 0; memories[0].deref() && turns < 100; turns += 1) {
      await turn();
      collect();
    }

    return {
      isFreed: memories.map((memory) => memory.deref() === undefined),
      // Used again, so that the clients are alive until here.
      next: await Promise.all(clients.map((client) => outcome(call(client)))),
    };
  },
};

const [name, ...values] = process.argv.slice(2);

console.log(JSON.stringify(await scenarios[name](...values)));
process.exit();
