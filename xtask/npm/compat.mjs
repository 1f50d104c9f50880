/**
 * node compat.mjs <folder> <module.wasm> <compat.js>
 *
 * Makes one file out of the module as JavaScript and its glue, which are in the folder. It exports a
 * function: who calls it hands in what the module imports of `pkg/src` and what guards it, and has the glue's
 * exports. Each call makes another copy of all of it.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import { SNIPPET, buildOf, original, partsOf } from './parts.mjs';
import { settings } from './settings.mjs';

const [folder, wasm, out] = process.argv.slice(2).map((path) => resolve(path));
const bytes = await readFile(wasm);
const parts = await partsOf(folder);
const variables = parts.map((_, index) => `part${index}`);
const names = { script: 'logto_wasm_bg.wasm.js', glue: 'logto_wasm_bg.js' };

/** What is handed in, as live bindings: nothing uses them before that. */
const handedIn = `
  export let ${variables.join(', ')};
  export const take = (given) => { [${variables.join(', ')}] = given; };
`;

const entry = `
  import * as module from './${names.script}';
  import * as glue from './${names.glue}';
  import { take } from '#parts';

  export default (parts, guarded) => {
    take(parts);
    glue.__wbg_set_wasm(guarded(module));
    return glue;
  };
`;

/** The file, around all of that. */
const file = (text) => `export default (build, parts, guarded) => {
  if (build !== ${JSON.stringify(buildOf(bytes))}) {
    throw new Error('compat.js and the script that imports it are not of the same version.');
  }
  ${text.trimEnd()}
  return core.default(parts, guarded);
};
`;

/** In the place of a file of `pkg/src`: what was handed in of it. */
const standIn = (file) =>
  parts
    .map((part, index) => part.file === file && `export { ${variables[index]} as ${part.name} } from '#parts';`)
    .filter(Boolean)
    .join('\n');

// Memory that has grown is another buffer, and WebAssembly empties the old one, by which the glue knows
// that its views are of the past. Nothing empties it here.
const VIEW = /if \((cached\w+Memory0) === null \|\| .*\) \{$/gm;

// Without reference types, objects are numbers: indices into an array of the glue's, in which the first
// ones are never given back. wasm-bindgen leaves it to its users to say how many those are.
const FIXED = '__wbindgen_externref_statics_end';

const adapted = (glue) => {
  const views = new Set(glue.match(/\bcached\w+Memory0\b/g));

  if (glue.match(VIEW)?.length !== views.size) {
    throw new Error('the glue asks in a new way whether its views of the memory are still good');
  }

  return `
    ${glue.replace(VIEW, 'if ($1?.buffer !== wasm.memory.buffer) {')}
    const fixed = heap_next;
    export const ${FIXED} = () => fixed;
  `;
};

const ofModule = await readFile(join(folder, names.script), 'utf8');

for (const [, name] of ofModule.matchAll(/__wbindgen_externref_xform__\.(\w+)/g)) {
  if (name !== FIXED) {
    throw new Error(`the module imports ${name}, which only WebAssembly has`);
  }
}

const plugin = {
  name: 'compat',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^#parts$/ }, () => ({ path: 'parts', namespace: 'parts' }));
    onLoad({ filter: /.*/, namespace: 'parts' }, () => ({ contents: handedIn }));

    onResolve({ filter: SNIPPET }, ({ path }) => ({ path: original(path), namespace: 'stand-in' }));
    onLoad({ filter: /.*/, namespace: 'stand-in' }, ({ path }) => ({ contents: standIn(path) }));

    onResolve({ filter: /_bg\.wasm$/ }, () => ({ path: join(folder, names.script) }));
    onResolve({ filter: /^__wbindgen_externref_xform__$/ }, () => ({ path: join(folder, names.glue) }));
    onLoad({ filter: /_bg\.js$/ }, async ({ path }) => ({
      contents: adapted(await readFile(path, 'utf8')),
    }));
  },
};

const { outputFiles } = await build({
  ...settings,
  // To be put into a function.
  format: 'iife',
  globalName: 'core',
  // Whatever the encoding that a page's bundle of it is read in.
  charset: 'ascii',
  stdin: { contents: entry, resolveDir: folder },
  plugins: [plugin],
  write: false,
});

await writeFile(out, file(outputFiles[0].text));
