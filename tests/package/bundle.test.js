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

const bundle = join(packageDir, 'dist/index.js');
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

test('is a file that the parser understands to its end', () => {
  const complaints = source.parseDiagnostics.map(({ messageText }) => messageText);

  assert.deepEqual(complaints, []);
  assert.ok(nodes(typescript.isExportDeclaration).length > 0);
});

const isImportCall = (node) =>
  typescript.isCallExpression(node) &&
  node.expression.kind === typescript.SyntaxKind.ImportKeyword;

test('needs no other file: no static import', () => {
  const isImport = (node) =>
    typescript.isImportDeclaration(node) ||
    (typescript.isExportDeclaration(node) && node.moduleSpecifier !== undefined);

  assert.deepEqual(nodes(isImport), []);
});

test('imports one file on demand: the one beside it, or what a site names, which bundlers let be', () => {
  const [named, beside, ...others] = nodes(isImportCall)
    .map((node) => source.text.slice(node.pos, node.end))
    .sort((one, other) => other.length - one.length);

  assert.match(named, /webpackIgnore:true.*@vite-ignore/);
  assert.match(beside, /import\("\.\/compat\.js"\)/);
  assert.deepEqual(others, []);
});

test('is where it is without asking: no import.meta', () => {
  // The other one is new.target.
  const isImportMeta = (node) =>
    typescript.isMetaProperty(node) && node.keywordToken === typescript.SyntaxKind.ImportKeyword;

  assert.deepEqual(nodes(isImportMeta), []);
});

test('is ready once imported: no top-level await', () => {
  const isAwait = (node) =>
    typescript.isAwaitExpression(node) ||
    (typescript.isForOfStatement(node) && node.awaitModifier !== undefined);
  const outsideFunctions = (node) => !typescript.isFunctionLike(node);

  assert.deepEqual(nodes(isAwait, outsideFunctions), []);
});

test('hands WebAssembly the very bytes of the optimised module', () => {
  const { status, stderr } = spawnSync(
    process.execPath,
    [join(tools, 'module-bytes.mjs'), bundle, process.env.LOGTO_WASM_MODULE],
    { encoding: 'utf8' }
  );

  assert.equal(status, 0, stderr);
});
