/**
 * node bundle.mjs <glue.js> <new-names.json> <module.wasm> <folder> <entry.js> <bundle.js>
 *
 * Makes a file of the package that is all of the SDK out of its entry, wasm-bindgen's glue and the module, in
 * streams. In the folder is the module as JavaScript, which becomes another file: this one imports it on demand.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { SNIPPET, buildOf, original, partsOf } from './parts.mjs';
import { settings } from './settings.mjs';
import { separated } from './streams.mjs';

const [glue, newNames, wasm, compat, entry, out] = process.argv.slice(2).map((path) => resolve(path));
const repository = fileURLToPath(new URL('../..', import.meta.url));
const bytes = await readFile(wasm);
const [characters, lengths, moved, size] = separated(bytes);

// esbuild would escape every control character and cannot be told not to, which makes the file a
// fifth larger; so it sees this instead, and the characters come in after it. They need no escapes.
const PLACEHOLDER = '@@characters-of-the-module@@';

/** What is in the glue for others: the browsers that run the module have this; strings may grow always. */
const FOR_OTHERS = [
  /\nif \(!\('encodeInto' in cachedTextEncoder\)\) \{\n[^]*?\n\}\n/,
  /\n {4}if \(realloc === undefined\) \{\n[^]*?\n {4}\}\n/,
];

/**
 * The glue as a function, each call of which makes another copy of what it knows: where the module fails inside,
 * another copy of it goes on, and nothing of the old one must get into the new one's memory.
 */
const asFunction = (source) => {
  // What comes after that are wasm-bindgen's own ways of starting, which nobody calls.
  const [all, rest, more] = source.split('\nlet wasmModule, wasmInstance, wasm;\n');
  const imports = all.match(/^import .*;$/gm);
  const names = [...all.matchAll(/^export (?:class|function) (\w+)/gm)].map(([, name]) => name);
  const body = FOR_OTHERS.reduce(
    (text, part) => text.replace(part, '\n'),
    all.replace(/^import .*;$/gm, '').replace(/^export /gm, '')
  );
  const isAsItWas = FOR_OTHERS.every((part) => part.test(all)) && !/^(im|ex)port\b/m.test(body);

  if (!rest || more || !imports || names.length === 0 || !isAsItWas) {
    throw new Error('the glue has another shape than it had');
  }

  return `
    ${imports.join('\n')}

    export const instantiate = () => {
      ${body}

      let wasm;

      return {
        imports: __wbg_get_imports(),
        begin(exports) {
          wasm = exports;
          wasm.__wbindgen_start();
          return { ${names.join(', ')} };
        },
      };
    };
  `;
};

/**
 * The glue with the names that the optimiser gave to the module's imports and exports. Throws when
 * the two do not belong together: a name too many or too few is a page that does not start.
 */
const renamed = (source, { imports, exports }) => {
  const [[module]] = imports;
  const newImports = new Map(imports.map(([, name, newName]) => [name, newName]));
  const newExports = new Map(exports);
  const found = new Set();
  const lookUp = (names, name) => {
    if (!names.has(name)) {
      throw new Error(`the glue knows ${name}, the module does not`);
    }
    return names.get(name);
  };
  const text = source
    .replace(/^( +)(__wb\w+)(?=: function)/gm, (_, indent, name) => {
      found.add(name);
      return indent + lookUp(newImports, name);
    })
    .replace(/\bwasm\.(\w+)/g, (_, name) => `wasm.${lookUp(newExports, name)}`)
    .replaceAll(JSON.stringify(module), '"a"');

  if (found.size !== newImports.size) {
    throw new Error(`the module imports ${newImports.size} functions, the glue has ${found.size}`);
  }

  return text;
};

/** What the other file has to be given, in the order in which it takes it. */
const partsForCompat = async () => {
  const parts = await partsOf(compat);
  const imports = parts.map(
    ({ file, name }, index) =>
      `import { ${name} as part${index} } from ${JSON.stringify(join(repository, file))};`
  );

  return `
    ${imports.join('\n')}
    export const build = ${JSON.stringify(buildOf(bytes))};
    export default () => [${parts.map((_, index) => `part${index}`).join(', ')}];
  `;
};

const parts = {
  name: 'parts',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^#glue$/ }, ({ importer }) => {
      // Whoever else imported it would have it where there is only the other file's.
      if (basename(importer) !== 'module.js') {
        throw new Error(`${importer} imports #glue: it has to ask core.js instead`);
      }

      return { path: glue };
    });
    onResolve({ filter: /^#wasm$/ }, () => ({ path: 'wasm', namespace: 'bytes' }));
    onLoad({ filter: /logto_wasm\.js$/ }, async ({ path }) => ({
      contents: renamed(
        asFunction(await readFile(path, 'utf8')),
        JSON.parse(await readFile(newNames, 'utf8'))
      ),
      resolveDir: dirname(path),
    }));
    onLoad({ filter: /.*/, namespace: 'bytes' }, () => ({
      contents: `
        export default ${JSON.stringify(PLACEHOLDER)};
        export const count = ${characters.length};
        export const layout = ${JSON.stringify([lengths, moved, size])};
      `,
    }));
    onResolve({ filter: /^#parts$/ }, () => ({ path: 'parts', namespace: 'parts' }));
    onLoad({ filter: /.*/, namespace: 'parts' }, async () => ({
      contents: await partsForCompat(),
      resolveDir: repository,
    }));
    // The files beside this one.
    onResolve({ filter: /^\.\/(compat|debug)\.js$/ }, ({ path }) => ({ path, external: true }));
    // wasm-bindgen imports its own copy of the crate's modules. With a copy in the bundle, an error
    // that Rust creates would not be `instanceof` the class that the entry exports.
    onResolve({ filter: SNIPPET }, ({ path }) => ({ path: join(repository, original(path)) }));
  },
};

const { outputFiles } = await build({
  ...settings,
  entryPoints: [entry],
  plugins: [parts],
  write: false,
});
/** The bundle, with what esbuild drops: that the address in it is none of other bundlers' business. */
const forBundlers = (text) => {
  const atAddress = /\bimport\((?=\w)/g;

  if (text.match(atAddress)?.length !== 1) {
    throw new Error('the bundle does not have the one import of an address that it should have');
  }

  return text.replace(atAddress, 'import(/*webpackIgnore:true*//*@vite-ignore*/');
};

const pieces = forBundlers(outputFiles[0].text).split(`"${PLACEHOLDER}"`);

if (pieces.length !== 2) {
  throw new Error(`the bundle has ${pieces.length - 1} places for the module's characters instead of one`);
}

await writeFile(out, pieces.join(`"${characters}"`));
