// Without WebAssembly: the module as JavaScript, out of a file beside the main one.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { packageDir } from './package-dir.js';

const MAIN = join(packageDir, 'dist/index.js');
const COMPAT = join(packageDir, 'dist/compat.js');

const SWITCHED_OFF = 'delete globalThis.WebAssembly;';
const FORBIDDEN = `
  const forbid = () => { throw new WebAssembly.CompileError('forbidden'); };
  WebAssembly.Module = class { constructor() { forbid(); } };
  WebAssembly.instantiate = async () => forbid();
`;
const LIMITED = `
  WebAssembly.Module = class { constructor() { throw new RangeError('too large'); } };
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
 * What the code prints, as JSON, with the package's exports as `sdk`, a client that somebody has signed in
 * to as `client`, and `failure` for what a promise rejects with.
 */
const run = (prepare, code, main = MAIN) => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [
      '--input-type=module',
      '--eval',
      `
        ${prepare}
        const sdk = await import(${JSON.stringify(pathToFileURL(main))});
        const CONFIG = { endpoint: 'https://logto.example', appId: 'app', scopes: ['email'] };
        // {"sub":"alice"}: what is stored was verified when it was.
        const values = new Map([['idToken', 'e30.eyJzdWIiOiJhbGljZSJ9.AA']]);
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
        const before = client.logtoConfig.scopes;
        const claims = await client.getIdTokenClaims();
        print({
          before,
          claims,
          after: client.logtoConfig.scopes,
          signedIn: await client.isAuthenticated(),
          cleared: await client.clearAllTokens(),
          signedOut: await client.isAuthenticated(),
          tooLate: await failure(client.getIdTokenClaims()),
          text: new sdk.LogtoClientError('not_authenticated').message,
        });
      `
    );

    assert.deepEqual(answers, {
      before: ['email'],
      claims: { sub: 'alice' },
      after: ['openid', 'offline_access', 'profile', 'email'],
      signedIn: true,
      signedOut: false,
      tooLate: { known: true, code: 'not_authenticated', message: answers.text },
      text: answers.text,
    });
    assert.notEqual(answers.text, 'not_authenticated');
  });

  test(`where WebAssembly is ${how}, a mistake in the configuration is told by the methods`, () => {
    const { known, code, message } = run(
      prepare,
      `print(await failure(make({ appId: undefined }).isAuthenticated()));`
    );

    assert.deepEqual([known, code], [true, 'config.invalid']);
    assert.match(message, /^`appId` is missing/);
  });
}

test('its memory grows', () => {
  const claims = run(
    SWITCHED_OFF,
    `
      // More than it begins with.
      const name = 'x'.repeat(3_000_000);
      const payload = btoa(JSON.stringify({ sub: 'alice', name })).replace(/=+$/, '');
      values.set('idToken', 'e30.' + payload + '.AA');
      const first = await client.getIdTokenClaims();
      const second = await client.getIdTokenClaims();
      print({ same: first.name === name && second.name === name, sub: second.sub });
    `
  );

  assert.deepEqual(claims, { same: true, sub: 'alice' });
});

test('objects that it was handed are given back', () => {
  const gone = run(
    SWITCHED_OFF,
    `
      const { setFlagsFromString } = await import('node:v8');
      const { runInNewContext } = await import('node:vm');
      setFlagsFromString('--expose-gc');
      const collect = runInNewContext('gc');

      const ask = async () => {
        const url = new URL('https://app.example/callback');
        await client.isSignInRedirected(url);
        return new WeakRef(url);
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

const only = (folder) => copyFileSync(MAIN, join(folder, 'index.js'));

for (const [how, prepare, why] of [
  ['switched off', SWITCHED_OFF, /WebAssembly is switched off/],
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

test('a script that was not read as UTF-8 works, and without the file says so', () => {
  const broken = (folder) => writeFileSync(join(folder, 'index.js'), misread(MAIN));
  const readable = (folder) => writeFileSync(join(folder, 'compat.js'), misread(COMPAT));
  const both = (folder) => [broken, readable].forEach((write) => write(folder));
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

test('a file of another version is refused', () => {
  const other = (folder) => {
    only(folder);
    writeFileSync(
      join(folder, 'compat.js'),
      readFileSync(COMPAT, 'utf8').replace(/"[0-9a-f]{8}"/, '"00000000"')
    );
  };
  const { code, cause } = inFolder(other, (folder) =>
    run(
      SWITCHED_OFF,
      'print(await failure(client.isAuthenticated()));',
      join(folder, 'index.js')
    )
  );

  assert.equal(code, 'webassembly_unavailable');
  assert.match(cause, /same version/);
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

test('it is ASCII, whatever the encoding it is read in', () => {
  assert.match(readFileSync(COMPAT, 'latin1'), /^[\t\n\x20-\x7e]*$/);
});
