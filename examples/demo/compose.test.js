import assert from 'node:assert/strict';
import test from 'node:test';
import vm from 'node:vm';

import { composePage, escapeForScript, fillPlaceholders } from './compose.js';

const values = {
  importUrl: 'http://localhost:8081/logto-wasm/index.js',
  autoUrl: 'http://localhost:8081/logto-wasm/auto.js',
  endpoint: 'http://localhost:3001',
  appId: 'bookstore',
  address: 'http://localhost:8081',
};

test('head code goes before </head>, page code before </body>', () => {
  const html = '<html><head><title>T</title></head><body><p>B</p></body></html>';

  assert.equal(
    composePage(html, { headCode: '<!--head-->', bodyCode: '<!--page-->' }),
    '<html><head><title>T</title><!--head--></head><body><p>B</p><!--page--></body></html>'
  );
});

test('what comes first stands before all that the designer has put into the head', () => {
  const html = '<html><head class="x">\n<meta charset="utf-8"></head><body></body></html>';

  assert.equal(
    composePage(html, { headCode: 'H', bodyCode: 'B', firstCode: '<script>1</script>' }),
    '<html><head class="x"><script>1</script>\n<meta charset="utf-8">H</head><body>B</body></html>'
  );
});

test('a header is not the head', () => {
  assert.equal(
    composePage('<head></head><body><header></header></body>', {
      headCode: 'H',
      bodyCode: 'B',
      firstCode: 'F',
    }),
    '<head>FH</head><body><header></header>B</body>'
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

test('a page without its head, its end or that of the body is refused', () => {
  for (const html of [
    '<body></body>',
    '<head></head>',
    '<head></body></head>',
    '</head><body></body>',
    '</head><head><body></body>',
    '<header></head></body>',
  ]) {
    assert.throws(() => composePage(html, { headCode: '', bodyCode: '' }), /<\/head>.*<\/body>/);
  }
});

const inScript = (code) => `<script type="module">${code}</script>`;

test('every placeholder in a script is filled, wherever and however often it stands', () => {
  const code = inScript(
    [
      "import 'https://esm.run/@logto/browser';",
      "import 'https://cdn.jsdelivr.net/npm/logto-wasm@0.1/dist/auto.js';",
      "'<your-logto-endpoint>' '<your-application-id>'",
      "'https://your-awesome-site.webflow.io/callback' 'https://your-awesome-site.webflow.io'",
    ].join('\n')
  );

  assert.equal(
    fillPlaceholders(code, values),
    inScript(
      [
        "import 'http://localhost:8081/logto-wasm/index.js';",
        "import 'http://localhost:8081/logto-wasm/auto.js';",
        "'http://localhost:3001' 'bookstore'",
        "'http://localhost:8081/callback' 'http://localhost:8081'",
      ].join('\n')
    )
  );
});

test('every placeholder in an attribute or in text is filled', () => {
  const code = [
    '<script src="https://cdn.jsdelivr.net/npm/logto-wasm@0.1/dist/auto.js"',
    "  data-a='<your-logto-endpoint>' data-b=\"<your-application-id>\"></script>",
    '<a href="https://your-awesome-site.webflow.io/members"><your-application-id></a>',
  ].join('\n');

  assert.equal(
    fillPlaceholders(code, values),
    [
      '<script src="http://localhost:8081/logto-wasm/auto.js"',
      "  data-a='http://localhost:3001' data-b=\"bookstore\"></script>",
      '<a href="http://localhost:8081/members">bookstore</a>',
    ].join('\n')
  );
});

test('code around the placeholders is left to the letter', () => {
  for (const code of [
    '// Importer le SDK `@logto/browser`, par exemple http://localhost:3001 ($&)\n',
    '<p title="&amp; \'$&\'">1 < 2</p>\n<script>a < b && "$`";</script>\n<!-- <b> -->',
  ]) {
    assert.equal(fillPlaceholders(code, values), code);
  }
});

test('each place has its own way to escape: scripts, their tags, and what is around them', () => {
  const filled = fillPlaceholders(
    [
      '<p title="<your-application-id>"></p>',
      '<script data-a="<your-application-id>">"<your-application-id>"</script>',
      '<SCRIPT data-a=\'">\' data-b=\'<your-application-id>\'>"<your-application-id>"</SCRIPT >',
      '<p title="<your-application-id>"></p>',
    ].join('\n'),
    { ...values, appId: `"'&` }
  );

  assert.equal(
    filled,
    [
      '<p title="&quot;&#39;&amp;"></p>',
      String.raw`<script data-a="&quot;&#39;&amp;">"\u0022\u0027\u0026"</script>`,
      String.raw`<SCRIPT data-a='">' data-b='&quot;&#39;&amp;'>"\u0022\u0027\u0026"</SCRIPT >`,
      '<p title="&quot;&#39;&amp;"></p>',
    ].join('\n')
  );
});

test('a value that reads like a placeholder or a `$` pattern is not replaced in its turn', () => {
  const awkward = { ...values, endpoint: '<your-application-id>', appId: "$&$'$`" };
  const [, code] = fillPlaceholders(
    inScript("['<your-logto-endpoint>', '<your-application-id>']"),
    awkward
  ).match(/>(.*)<\/script>/);

  assert.deepEqual([...vm.runInNewContext(code)], ['<your-application-id>', "$&$'$`"]);
  assert.equal(
    fillPlaceholders('<p title="<your-logto-endpoint>" lang="<your-application-id>">', awkward),
    '<p title="&lt;your-application-id&gt;" lang="$&amp;$&#39;$`">'
  );
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
