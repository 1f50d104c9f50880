/**
 * Answers questions about the entry file's JavaScript, a JSON text per line, from standard input to standard output.
 *
 * The crate's property tests (`src/session/tests/entry_file/`) start this file, and hold its answers to those of the
 * Rust implementation.
 */
import { createInterface } from 'node:readline';

import { newCopy } from './support/entry-file.js';
import { Page } from './support/page.js';

const page = new Page({ hasDocument: false });
const load = newCopy();
const { default: LogtoClient } = await load('index.js');
const { checkConfiguration } = await load('configuration.js');
const { StoredSession } = await load('stored-session.js');
const { textOf } = await load('error-texts.js');
const { createRequester } = await load('requester.js');
const { remember } = await load('page-memory.js');

const LEFT_TO_CORE = new Error('left to the core');

globalThis.standInCore.answer = () => {
  throw LEFT_TO_CORE;
};

const describe = (error) => {
  if (error === LEFT_TO_CORE) {
    return { isLeftToCore: true };
  }

  const { name, code, message, data } = error;

  return { class: name, code, message, data: JSON.stringify(data) };
};

/** `{ value }`, or `{ error }` as above. */
const outcome = async (run) => {
  try {
    return { value: await run() };
  } catch (error) {
    return { error: describe(error) };
  }
};

/** Clients by their configuration: the same client reads many storages, as on a page that is open for long. */
const clients = new Map();

const clientOf = (config) => {
  const key = JSON.stringify(config);

  if (!clients.has(key)) {
    const { given, issuer, leeway } = checkConfiguration(config);

    clients.set(key, {
      client: new LogtoClient(config),
      session: new StoredSession({ ...given, issuer, leeway }),
    });
  }

  return clients.get(key);
};

/** What a page reads from storage. */
const read = async ({ now, config, areas, kept, resource, organizationId, url }) => {
  const { client, session } = clientOf(config);

  page.now = now;
  page.requests = [];

  for (const [name, area] of Object.entries(page.areas)) {
    area.isBlocked = areas[name] === null;
    area.values = new Map(Object.entries(areas[name] ?? {}));
  }

  globalThis[Symbol.for('logto-wasm.page-memory')]?.values.clear();

  for (const { key, value, stored } of kept) {
    remember(key, value, stored);
  }

  const { idToken, endsIn } = session.state();
  const claims = await outcome(() => client.getIdTokenClaims());
  const claimsText = session.idToken()?.payload;
  const snapshot = client.getSnapshot();

  return {
    isAuthenticated: await client.isAuthenticated(),
    idToken: await client.getIdToken(),
    refreshToken: await client.getRefreshToken(),
    claims: claims.error ? claims : { value: claimsText },
    areClaimsParsed: claimsText === undefined || JSON.stringify(JSON.parse(claimsText)) === JSON.stringify(claims.value),
    state: { claims: idToken?.payload, endsIn },
    snapshot: {
      isAuthenticated: snapshot.isAuthenticated,
      areClaimsThose: JSON.stringify(snapshot.claims) === (idToken && JSON.stringify(JSON.parse(idToken.payload))),
    },
    isSignInRedirected: await outcome(() => client.isSignInRedirected(url)),
    requestsOfReads: page.requests.length,
    accessToken: await outcome(() => client.getAccessToken(resource, organizationId)),
  };
};

/** What a constructor makes of a configuration. Numbers are given as text: JSON has no `NaN`. */
const configure = ({ config, isUrl }) =>
  outcome(() => {
    const given = {
      ...config,
      ...('leeway' in config && { leeway: config.leeway === null ? null : Number(config.leeway) }),
      ...(isUrl && { endpoint: new URL(config.endpoint) }),
    };
    const { issuer, leeway } = checkConfiguration(given);
    const { scopes, resources } = new LogtoClient(given).logtoConfig;

    return { issuer, leeway, scopes, resources: resources ?? [] };
  });

/** What a requester makes of a response. */
const request = async ({ status, body }) => {
  const cause = {};
  const response = {
    ok: status >= 200 && status < 300,
    status,
    clone: () => cause,
    json: async () => true,
    text: async () => body,
  };

  try {
    return { value: await createRequester(async () => response)() };
  } catch (error) {
    return { error: describe(error), hasCause: error.cause === cause };
  }
};

const text = ({ code }) => textOf(code);

const answers = { configure, read, request, text };

for await (const line of createInterface({ input: process.stdin })) {
  const { kind, ...question } = JSON.parse(line);

  process.stdout.write(`${JSON.stringify(await answers[kind](question))}\n`);
}
