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

/** The files that are all of the SDK, and what each of them imports on demand from beside it. */
const BUNDLES = { 'index.js': ['./compat.js'], 'auto.js': ['./compat.js', './debug.js'] };

for (const [name, onDemand] of Object.entries(BUNDLES)) {
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

  test(title('imports on demand what is beside it, or what a site names, which bundlers let be'), () => {
    const calls = nodes(isImportCall).map((node) => source.text.slice(node.pos, node.end).trim());
    const [named, ...others] = calls.filter((call) => !/^import\("[^"]+"\)$/.test(call));

    assert.match(named, /webpackIgnore:true.*@vite-ignore/);
    assert.deepEqual(others, []);
    assert.deepEqual(
      calls.filter((call) => call !== named).sort(),
      onDemand.map((path) => `import(${JSON.stringify(path)})`)
    );
  });

  test(title('is where it is without asking: no import.meta'), () => {
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

  test(title('hands WebAssembly the very bytes of the optimised module'), () => {
    const { status, stderr } = spawnSync(
      process.execPath,
      [join(tools, 'module-bytes.mjs'), bundle, process.env.LOGTO_WASM_MODULE],
      { encoding: 'utf8' }
    );

    assert.equal(status, 0, stderr);
  });
}
