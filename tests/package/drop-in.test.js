import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { packageDir } from './package-dir.js';

// Whatever @logto/browser has, this package has by the same name.

const tools = fileURLToPath(new URL('../../xtask/npm/', import.meta.url));
const typescript = createRequire(join(tools, 'package.json'))('typescript');

const CONFIG = { endpoint: 'https://logto.example', appId: 'app' };

/** @param {string} entry the JavaScript file; its types are beside it */
const load = async (entry) => {
  const exported = await import(pathToFileURL(entry));

  return { exported, client: new exported.default(CONFIG), types: entry.replace(/js$/, 'd.ts') };
};

const [ours, theirs] = await Promise.all(
  [
    join(packageDir, 'dist/index.js'),
    join(tools, 'node_modules/@logto/browser/lib/index.js'),
  ].map(load)
);

const program = typescript.createProgram([ours.types, theirs.types], {
  module: typescript.ModuleKind.ESNext,
  moduleResolution: typescript.ModuleResolutionKind.Bundler,
  target: typescript.ScriptTarget.ESNext,
  types: [],
});
const checker = program.getTypeChecker();

/** What the types say: `[name, symbol]` of each export, those that are only types among them. */
const declared = ({ types }) =>
  checker
    .getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile(types)))
    .map((symbol) => [symbol.name, symbol]);

/** What the class's types call its own business. */
const hidden = (side) => {
  const LogtoClient = new Map(declared(side)).get('default');
  const flags = typescript.ModifierFlags.Private | typescript.ModifierFlags.Protected;

  return checker
    .getPropertiesOfType(checker.getDeclaredTypeOfSymbol(LogtoClient))
    .filter(({ valueDeclaration }) => typescript.getCombinedModifierFlags(valueDeclaration) & flags)
    .map(({ name }) => name);
};

/** Methods and properties: of the instance itself, since many are made by the constructor, too. */
const members = ({ client }) => {
  const names = new Set();

  for (let at = client; at !== Object.prototype; at = Object.getPrototypeOf(at)) {
    Object.getOwnPropertyNames(at).forEach((name) => names.add(name));
  }

  return [...names];
};

const assertHas = (present, wanted) => {
  assert.ok(wanted.length > 0);
  assert.deepEqual(
    wanted.filter((name) => !present.includes(name)),
    [],
    'what is missing'
  );
};

test('every export is there', () => {
  assertHas(Object.keys(ours.exported), Object.keys(theirs.exported));
});

test('every public method and property is there', () => {
  const notTheirs = hidden(theirs);
  const wanted = members(theirs).filter((name) => !notTheirs.includes(name));

  assert.ok(notTheirs.includes('setIdToken'));
  assertHas(members(ours), wanted);
});

test('every exported type is there', () => {
  const [present, wanted] = [ours, theirs].map((side) => declared(side).map(([name]) => name));

  assertHas(present, wanted);
});

test('every public member has a type', () => {
  const [present, wanted] = [ours, theirs].map((side) => {
    const notPublic = hidden(side);
    const LogtoClient = new Map(declared(side)).get('default');

    return checker
      .getPropertiesOfType(checker.getDeclaredTypeOfSymbol(LogtoClient))
      .map(({ name }) => name)
      .filter((name) => !notPublic.includes(name) && !name.startsWith('#'));
  });

  assertHas(present, wanted);
});

test('the enumerations have the same members', () => {
  const shared = Object.keys(theirs.exported).filter(
    (name) => typeof theirs.exported[name] === 'object' && name in ours.exported
  );

  assert.ok(shared.includes('Prompt'));
  for (const name of shared) {
    assert.deepEqual({ ...ours.exported[name] }, { ...theirs.exported[name] }, name);
  }
});
