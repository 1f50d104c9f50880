/**
 * Runs cases against the crate itself, without a browser: `node native.js <name of a file in cases/>`.
 *
 * The crate's tests (`src/session/tests/attacks/`) start this file. It writes what happens to the visitor to its
 * standard output, a JSON message per line, and reads what the calls come to from its standard input. The cases and
 * their verdicts are the browser's, to the letter.
 */
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';

import { createKey } from './forge.js';
import { DISCOVERY, JWKS, Target, TOKEN } from './target.js';

const lines = createInterface({ input: process.stdin });
const answers = lines[Symbol.asyncIterator]();

/** Messages that are not written yet: they go out together, as there are thousands. */
let told = '';

const tell = (kind, message) => {
  told += `${JSON.stringify({ kind, ...message })}\n`;
};

const writeAll = () => {
  process.stdout.write(told);
  told = '';
};

const ask = async (kind, message) => {
  tell(kind, message);
  writeAll();
  const { value } = await answers.next();

  return JSON.parse(value);
};

const SITE = 'http://localhost:8080';

const METADATA = new URL('../../fixtures/logto-observed/discovery.json', import.meta.url);
const metadata = JSON.parse(await readFile(METADATA, 'utf8'));
const { issuer } = metadata;
const { origin: endpoint } = new URL(issuer);
const key = createKey('ES384');

/** A body in parts. Where one character makes up megabytes, its part says so, which is sooner written and read. */
const partsOf = (body) =>
  body
    .split(/(x{1000000,}| {1000000,})/)
    .map((part) => (part.length < 1_000_000 ? part : { repeated: part[0], times: part.length }));

const ok = (body) => ({ status: 200, body: JSON.stringify(body) });

/** How the provider answers where nothing is wrong with it. It knows no grant. */
const ANSWERS = {
  [DISCOVERY]: ok(metadata),
  [JWKS]: ok({ keys: [key.jwk] }),
  [TOKEN]: {
    status: 400,
    body: JSON.stringify({ code: 'oidc.invalid_grant', message: 'Grant request is invalid.' }),
  },
};

/** A browser profile that the crate simulates. See `Environment` in `target.js`. */
class NativeEnvironment {
  endpoint = endpoint;
  issuer = issuer;
  metadata = metadata;
  key = key;
  bench = { appId: 'bench', address: SITE, callback: `${SITE}/callback` };
  #address = `${SITE}/`;
  #requests = [];
  #clients = 0;

  constructor() {
    tell('begin', { now: Math.floor(Date.now() / 1000) });
    for (const path of Object.keys(ANSWERS)) this.fault(path, undefined);
  }

  fault(path, fault) {
    const { status, body = '' } = fault ?? ANSWERS[path];

    tell('fault', { url: `${endpoint}${path}`, status, body: partsOf(body) });
  }

  requests() {
    return this.#requests;
  }

  clearRequests() {
    this.#requests = [];
  }

  async fillStorages(values) {
    tell('fill', values);
  }

  readStorages() {
    return ask('read');
  }

  async goTo(address) {
    this.#address = address;
  }

  address() {
    return this.#address;
  }

  keptClient(config) {
    this.#clients += 1;
    return this.#client({ config, kept: this.#clients });
  }

  newClient(config) {
    return this.#client({ config });
  }

  #client(identity) {
    const outcomes = async (...calls) => {
      const { outcomes, urls, address } = await ask('call', { ...identity, calls });

      this.#requests.push(...urls.map((url) => ({ path: new URL(url).pathname })));
      this.#address = address ?? this.#address;
      return outcomes;
    };

    return {
      outcomes,

      async call(...call) {
        const [{ error, value }] = await outcomes(call);

        if (error) throw new Error(`${call[0]} failed: ${error.text}`);
        return value;
      },

      async failure(...call) {
        const [{ error }] = await outcomes(call);

        if (!error) throw new Error(`${call[0]} was expected to fail`);
        return error;
      },
    };
  }
}

/** Why a case fails, or nothing. */
const failureOf = async ({ run }) => {
  try {
    await run(new Target(new NativeEnvironment()));
    return undefined;
  } catch (error) {
    return error.stack;
  }
};

const { cases } = await import(`./cases/${process.argv[2]}.js`);

for (const each of cases) {
  tell('end', { title: each.title, failure: await failureOf(each) });
}
writeAll();
// Otherwise Node waits for more input.
lines.close();
