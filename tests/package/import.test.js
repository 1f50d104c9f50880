import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { packageDir } from './package-dir.js';

/** Runs a module in a project that has the package installed; what it prints is JSON. */
const inProject = (code) => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--input-type=module', '--eval', code],
    { encoding: 'utf8', cwd: join(packageDir, '../..') }
  );

  assert.equal(status, 0, stderr);

  return JSON.parse(stdout);
};

test('exports these names and no other', () => {
  const names = inProject(`
    const exported = await import('logto-wasm');
    console.log(JSON.stringify(Object.keys(exported).sort()));
  `);

  assert.deepEqual(names, [
    'BaseClient',
    'BrowserStorage',
    'CacheKey',
    'LogtoClientError',
    'LogtoError',
    'LogtoRequestError',
    'OidcError',
    'PersistKey',
    'Prompt',
    'ReservedResource',
    'ReservedScope',
    'UserScope',
    'buildOrganizationUrn',
    'createRequester',
    'default',
    'generateCodeChallenge',
    'generateCodeVerifier',
    'generateState',
    'getOrganizationIdFromUrn',
    'isLogtoRequestError',
    'organizationUrnPrefix',
  ]);
});

test('the class is called LogtoClient, whatever minifying made of it', () => {
  assert.equal(
    inProject(`
      import LogtoClient from 'logto-wasm';
      console.log(JSON.stringify(LogtoClient.name));
    `),
    'LogtoClient'
  );
});

// The names that a page's scripts have and a server's do not, and those that reach the network or
// compile: a server that renders the page imports the package too, and nothing may happen then.
test('importing touches nothing of the browser', () => {
  const touched = inProject(`
    const names = [
      'window', 'self', 'document', 'location', 'navigator', 'history', 'localStorage',
      'sessionStorage', 'indexedDB', 'crypto', 'fetch', 'XMLHttpRequest', 'WebSocket',
      'BroadcastChannel', 'addEventListener', 'setTimeout', 'setInterval', 'WebAssembly',
    ];
    const touched = [];
    let watching = false;

    for (const name of names) {
      const value = globalThis[name];

      Object.defineProperty(globalThis, name, {
        configurable: true,
        get() {
          if (watching) touched.push(name);
          return value;
        },
        set() {
          if (watching) touched.push(name);
        },
      });
    }

    watching = true;
    await import('logto-wasm');
    watching = false;
    console.log(JSON.stringify(touched));
  `);

  assert.deepEqual(touched, []);
});

test('the entry for sites without code does nothing on a server, and exports the same', () => {
  const [names, others] = inProject(`
    const exported = [await import('logto-wasm'), await import('logto-wasm/auto')];
    console.log(JSON.stringify(exported.map((each) => Object.keys(each).sort())));
  `);

  assert.deepEqual(others, names);
});

test('an error of the compiled module is an instance of the exported classes', () => {
  const error = inProject(`
    import LogtoClient, { LogtoClientError, LogtoError } from 'logto-wasm';
    try {
      new LogtoClient({});
    } catch (error) {
      const { name, code } = error;
      const known = error instanceof LogtoClientError || error instanceof LogtoError;
      console.log(JSON.stringify({ name, code, known }));
    }
  `);

  assert.equal(error.known, true, JSON.stringify(error));
  assert.equal(typeof error.code, 'string');
});

test('an error that is made in JavaScript has the text of its code', () => {
  const [known, unknown] = inProject(`
    import { LogtoClientError } from 'logto-wasm';
    const messages = ['not_authenticated', 'no such code'].map(
      (code) => new LogtoClientError(code).message
    );
    console.log(JSON.stringify(messages));
  `);

  assert.notEqual(known, 'not_authenticated');
  assert.ok(known.length > 0);
  assert.equal(unknown, 'no such code');
});

test('an error that a site constructs has its text without the core', () => {
  assert.equal(
    inProject(`
      import { LogtoClientError } from 'logto-wasm';
      console.log(JSON.stringify(new LogtoClientError('not_authenticated').message));
    `),
    'Not authenticated.'
  );
});
