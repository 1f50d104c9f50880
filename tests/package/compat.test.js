// Without WebAssembly: the core as JavaScript, in `compat.js`.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { packageDir } from './package-dir.js';

const ENTRY = join(packageDir, 'dist/index.js');
const CORE = join(packageDir, 'dist/core.js');
const COMPAT = join(packageDir, 'dist/compat.js');

const SWITCHED_OFF = 'delete globalThis.WebAssembly;';
const FORBIDDEN = `
  const forbid = () => { throw new WebAssembly.CompileError('forbidden'); };
  WebAssembly.Module = class { constructor() { forbid(); } };
  WebAssembly.compile = WebAssembly.instantiate = async () => forbid();
`;
/** Small modules run, and the core does not. */
const LIMITED = `
  WebAssembly.compile = async () => { throw new RangeError('too large'); };
`;

/** As a browser reads a classic script on a page that names no encoding. */
const misread = (file) => new TextDecoder('windows-1252').decode(readFileSync(file));

/** Runs `work` with the folder, into which `files` puts what is to be served. */
const inFolder = (files, work) => {
  const folder = mkdtempSync(join(tmpdir(), 'logto-wasm-'));

  try {
    files(folder);
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
};

/**
 * What the code prints, as JSON, with the package's exports as `sdk`, the client of a signed-in visitor as `client`, and
 * `failure` for what a promise rejects with.
 */
const run = (prepare, code, entry = ENTRY) => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [
      '--input-type=module',
      '--eval',
      `
        ${prepare}
        const sdk = await import(${JSON.stringify(pathToFileURL(entry))});
        const CONFIG = { endpoint: 'https://logto.example', appId: 'app', scopes: ['email'] };
        const tokenOf = (claims) => {
          const payload = btoa(JSON.stringify({ iss: 'https://logto.example/oidc', sub: 'alice', ...claims }));
          return 'e30.' + payload.replace(/=+$/, '') + '.AA';
        };
        // Not verified again: the SDK stores only what it has verified.
        const values = new Map([['idToken', tokenOf()]]);
        const storage = {
          getItem: async (key) => values.get(key) ?? null,
          setItem: async (key, value) => void values.set(key, value),
          removeItem: async (key) => void values.delete(key),
        };
        const make = (config) => new sdk.BaseClient({ ...CONFIG, ...config }, { storage });
        const client = make();
        const failure = (promise) =>
          promise.then(
            () => 'none',
            (error) => ({
              known: error instanceof sdk.LogtoError || error instanceof sdk.LogtoClientError,
              code: error.code,
              message: error.message,
              cause: error.cause?.message,
              causeCode: error.cause?.code,
            })
          );
        const print = (value) => console.log(JSON.stringify(value));
        ${code}
      `,
    ],
    { encoding: 'utf8' }
  );

  assert.equal(status, 0, stderr.slice(-2000));

  return JSON.parse(stdout);
};

for (const [how, prepare] of [
  ['switched off', SWITCHED_OFF],
  ['forbidden', FORBIDDEN],
  ['limited', LIMITED],
]) {
  test(`where WebAssembly is ${how}, the class works`, () => {
    const answers = run(
      prepare,
      `
        print({
          claims: await client.getIdTokenClaims(),
          signedIn: await client.isAuthenticated(),
          challenge: await sdk.generateCodeChallenge('dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk'),
          cleared: await client.clearAllTokens(),
          signedOut: await client.isAuthenticated(),
          tooLate: await failure(client.getIdTokenClaims()),
        });
      `
    );

    assert.equal(answers.tooLate.message.length > 0, true);
    delete answers.tooLate.message;
    assert.deepEqual(answers, {
      claims: { iss: 'https://logto.example/oidc', sub: 'alice' },
      signedIn: true,
      // The example of RFC 7636, Appendix B.
      challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
      signedOut: false,
      tooLate: { known: true, code: 'not_authenticated' },
    });
  });
}

test('its memory grows', () => {
  const same = run(
    SWITCHED_OFF,
    `
      // More than it begins with.
      const name = 'x'.repeat(3_000_000);
      values.set('idToken', tokenOf({ name }));
      const [first, second] = [await client.getIdTokenClaims(), await client.getIdTokenClaims()];
      print(first.name === name && second.name === name && second.sub === 'alice');
    `
  );

  assert.equal(same, true);
});

test('objects that the core was given can be collected afterwards', () => {
  const gone = run(
    SWITCHED_OFF,
    `
      const { setFlagsFromString } = await import('node:v8');
      const { runInNewContext } = await import('node:vm');
      setFlagsFromString('--expose-gc');
      const collect = runInNewContext('gc');

      const ask = async () => {
        const storage = { getItem: async () => null, setItem: async () => {}, removeItem: async () => {} };
        const other = new sdk.BaseClient(CONFIG, { storage });
        await other.getRefreshToken();
        return new WeakRef(storage);
      };
      const asked = await ask();

      for (let turn = 0; asked.deref() && turn < 100; turn += 1) {
        await new Promise(setImmediate);
        collect();
      }
      print(asked.deref() === undefined);
    `
  );

  assert.equal(gone, true);
});

const only = (folder) => copyFileSync(ENTRY, join(folder, 'index.js'));

for (const [how, prepare, why] of [
  ['switched off', SWITCHED_OFF, /WebAssembly does not run here \(.*WebAssembly/],
  ['forbidden', FORBIDDEN, /\(forbidden\).*'wasm-unsafe-eval'/],
]) {
  test(`where WebAssembly is ${how} and the file is missing, methods say so, until it is there`, () => {
    const { first, second } = inFolder(only, (folder) =>
      run(
        prepare,
        `
          const { copyFileSync } = await import('node:fs');
          const first = await failure(client.isAuthenticated());
          copyFileSync(${JSON.stringify(COMPAT)}, ${JSON.stringify(join(folder, 'compat.js'))});
          print({ first, second: await client.isAuthenticated() });
        `,
        join(folder, 'index.js')
      )
    );

    assert.deepEqual([first.known, first.code], [true, 'webassembly_unavailable']);
    assert.match(first.message, why);
    assert.match(first.message, /compat\.js/);
    assert.match(first.cause, /Cannot find module/);
    assert.equal(second, true);
  });
}

test('where core.js is not read as UTF-8, compat.js takes its place; without compat.js, the error says so', () => {
  const broken = (folder) => {
    only(folder);
    writeFileSync(join(folder, 'core.js'), misread(CORE));
  };
  const both = (folder) => {
    broken(folder);
    writeFileSync(join(folder, 'compat.js'), misread(COMPAT));
  };
  const code = 'print(await client.isAuthenticated().catch(({ message }) => message));';

  assert.equal(
    inFolder(both, (folder) => run('', code, join(folder, 'index.js'))),
    true
  );
  assert.match(
    inFolder(broken, (folder) => run('', code, join(folder, 'index.js'))),
    /<meta charset="utf-8">/
  );
});

test('a file of another interface is refused', () => {
  const other = (folder) => {
    only(folder);
    writeFileSync(join(folder, 'compat.js'), 'export const INTERFACE = 0; export const start = async () => {};');
  };
  const { known, code, causeCode } = inFolder(other, (folder) =>
    run(
      SWITCHED_OFF,
      'print(await failure(client.isAuthenticated()));',
      join(folder, 'index.js')
    )
  );

  assert.equal(known, true);
  assert.ok([code, causeCode].includes('core_mismatched'), `${code}, ${causeCode}`);
});

test('the file may be elsewhere', () => {
  const elsewhere = (folder) => {
    only(folder);
    copyFileSync(COMPAT, join(folder, 'elsewhere.mjs'));
  };
  const answer = inFolder(elsewhere, (folder) => {
    const compatUrl = String(pathToFileURL(join(folder, 'elsewhere.mjs')));

    return run(
      SWITCHED_OFF,
      `print(await make({ compatUrl: ${JSON.stringify(compatUrl)} }).isAuthenticated());`,
      join(folder, 'index.js')
    );
  });

  assert.equal(answer, true);
});

test('it is ASCII, so that the encoding it is read in does not matter', () => {
  assert.match(readFileSync(COMPAT, 'latin1'), /^[\t\n\x20-\x7e]*$/);
});
