import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { packageDir } from './package-dir.js';

const tools = fileURLToPath(new URL('../../xtask/npm/', import.meta.url));
const typescript = createRequire(join(tools, 'package.json'))('typescript');

/** The scripts of the package, and the files beside them that each imports on demand. */
const SCRIPTS = {
  'index.js': ['./compat.js', './core.js'],
  'auto.js': ['./compat.js', './core.js', './debug.js'],
  // With the core in it.
  'bundled.js': ['./compat.js'],
  'core.js': [],
  'compat.js': [],
  'debug.js': [],
};

/** The scripts that also import an address that a site names, or the second address of the core. */
const ENTRY_FILES = ['index.js', 'auto.js', 'bundled.js'];

/** The scripts with the module's bytes in them. */
const WITH_MODULE = ['core.js', 'bundled.js'];

for (const [name, onDemand] of Object.entries(SCRIPTS)) {
  const title = (what) => `${name} ${what}`;
  const bundle = join(packageDir, 'dist', name);

  const source = typescript.createSourceFile(
    bundle,
    readFileSync(bundle, 'utf8'),
    typescript.ScriptTarget.Latest,
    false,
    typescript.ScriptKind.JS
  );

  /** Every node of the syntax tree below `node` that `matches`; `into` says where to look. */
  const nodes = (matches, into = () => true, node = source) => {
    const found = [];

    typescript.forEachChild(node, (child) => {
      if (matches(child)) {
        found.push(child);
      }
      if (into(child)) {
        found.push(...nodes(matches, into, child));
      }
    });

    return found;
  };

  test(title('is a file that the parser understands to its end'), () => {
    const complaints = source.parseDiagnostics.map(({ messageText }) => messageText);

    assert.deepEqual(complaints, []);
    assert.ok(nodes(typescript.isExportDeclaration).length > 0);
  });

  const isImportCall = (node) =>
    typescript.isCallExpression(node) &&
    node.expression.kind === typescript.SyntaxKind.ImportKeyword;

  test(title('needs no other file: no static import'), () => {
    const isImport = (node) =>
      typescript.isImportDeclaration(node) ||
      (typescript.isExportDeclaration(node) && node.moduleSpecifier !== undefined);

    assert.deepEqual(nodes(isImport), []);
  });

  test(title('imports files beside it, and other addresses only where bundlers leave them alone'), () => {
    const calls = nodes(isImportCall).map((node) => source.text.slice(node.pos, node.end).trim());
    const besides = calls.filter((call) => /^import\("[^"]+"\)$/.test(call));
    const others = calls.filter((call) => !besides.includes(call));

    assert.deepEqual(
      besides.sort(),
      onDemand.map((path) => `import(${JSON.stringify(path)})`)
    );
    assert.equal(others.length > 0, ENTRY_FILES.includes(name));

    for (const call of others) {
      assert.match(call, /webpackIgnore: true[^]*@vite-ignore/);
    }
  });

  test(title('does not ask for its address: no import.meta'), () => {
    // The other one is new.target.
    const isImportMeta = (node) =>
      typescript.isMetaProperty(node) && node.keywordToken === typescript.SyntaxKind.ImportKeyword;

    assert.deepEqual(nodes(isImportMeta), []);
  });

  test(title('is ready once imported: no top-level await'), () => {
    const isAwait = (node) =>
      typescript.isAwaitExpression(node) ||
      (typescript.isForOfStatement(node) && node.awaitModifier !== undefined);
    const outsideFunctions = (node) => !typescript.isFunctionLike(node);

    assert.deepEqual(nodes(isAwait, outsideFunctions), []);
  });

  if (WITH_MODULE.includes(name)) {
    test(title('passes WebAssembly exactly the bytes of the optimised module'), () => {
      const { status, stderr } = spawnSync(
        process.execPath,
        [join(tools, 'check-module-bytes.mjs'), bundle, process.env.LOGTO_WASM_MODULE],
        { encoding: 'utf8' }
      );

      assert.equal(status, 0, stderr);
    });
  }
}
