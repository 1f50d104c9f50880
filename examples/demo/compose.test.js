import assert from 'node:assert/strict';
import test from 'node:test';
import vm from 'node:vm';

import { composePage, escapeForScript, fillPlaceholders } from './compose.js';

const values = {
  importUrl: 'http://localhost:8080/logto-wasm/index.js',
  endpoint: 'http://localhost:3001',
  appId: 'bookstore',
  address: 'http://localhost:8080',
};

test('head code goes before </head>, page code before </body>', () => {
  const html = '<html><head><title>T</title></head><body><p>B</p></body></html>';

  assert.equal(
    composePage(html, { headCode: '<!--head-->', bodyCode: '<!--page-->' }),
    '<html><head><title>T</title><!--head--></head><body><p>B</p><!--page--></body></html>'
  );
});

test('a page may speak of the tags that it ends with', () => {
  const html = '<head></head><body>The <!-- </head> and </body> --> tags</body>';

  assert.equal(
    composePage(html, { headCode: 'H', bodyCode: 'B' }),
    '<head>H</head><body>The <!-- </head> and </body> --> tagsB</body>'
  );
});

test('custom code with `$` patterns in it comes through as it is', () => {
  const code = "<script>'$&'.replace('$`', \"$'\")</script>";
  const page = composePage('<head></head><body></body>', { headCode: code, bodyCode: code });

  assert.equal(page, `<head>${code}</head><body>${code}</body>`);
});

test('a page without the end of its head or body is refused', () => {
  for (const html of ['<body></body>', '<head></head>', '</body></head>']) {
    assert.throws(() => composePage(html, { headCode: '', bodyCode: '' }), /<\/head>.*<\/body>/);
  }
});

test('every placeholder is filled, wherever and however often it stands', () => {
  const code = [
    "import 'https://esm.run/@logto/browser';",
    "'<your-logto-endpoint>' '<your-application-id>'",
    "'https://your-awesome-site.webflow.io/callback' 'https://your-awesome-site.webflow.io'",
  ].join('\n');

  assert.equal(
    fillPlaceholders(code, values),
    [
      "import 'http://localhost:8080/logto-wasm/index.js';",
      "'http://localhost:3001' 'bookstore'",
      "'http://localhost:8080/callback' 'http://localhost:8080'",
    ].join('\n')
  );
});

test('code around the placeholders is left to the letter', () => {
  const code = '// Importer le SDK `@logto/browser`, par exemple http://localhost:3001 ($&)\n';

  assert.equal(fillPlaceholders(code, values), code);
});

test('a value that reads like a placeholder or a `$` pattern is not replaced in its turn', () => {
  const script = fillPlaceholders("['<your-logto-endpoint>', '<your-application-id>']", {
    ...values,
    endpoint: '<your-application-id>',
    appId: "$&$'$`",
  });

  assert.deepEqual([...vm.runInNewContext(script)], ['<your-application-id>', "$&$'$`"]);
});

const AWKWARD = [
  "it's",
  'say "hi"',
  'back\\slash',
  'trailing\\',
  'two\nlines\r',
  'nul\0',
  '</script><script>alert(1)</script>',
  '<!--',
  '&quot;',
  '`${1 + 1}`',
  '\u2028\u2029',
  'Ünïcode 📚',
];

for (const value of AWKWARD) {
  test(`escaping keeps ${JSON.stringify(value)} a string, in every kind of quotes`, () => {
    const escaped = escapeForScript(value);

    for (const quote of ["'", '"', '`']) {
      assert.equal(vm.runInNewContext(quote + escaped + quote), value);
    }
    assert.doesNotMatch(escaped, /[<>&]/);
  });
}
