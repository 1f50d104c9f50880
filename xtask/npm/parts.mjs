/**
 * What the module imports of `pkg/src`, for a second copy of the module to be handed.
 *
 * With a copy of its own of those files, an error that the second module creates would not be
 * `instanceof` the class that the package exports, and it would not know a site's adapter.
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** wasm-bindgen's copy of a file of the crate: in a folder that is named by a hash. */
export const SNIPPET = /^\.\/snippets\/[^/]+\/(pkg\/src\/.*)$/;

/** The file in the repository that a copy is of. */
export const original = (path) => SNIPPET.exec(path)[1];

/** The glue's imports, in one order for who gives and who takes: `[{ file, name }]`. */
export const partsOf = async (folder) => {
  const glue = await readFile(join(folder, 'logto_wasm_bg.js'), 'utf8');
  const imports = [...glue.matchAll(/^import \{([^}]*)\} from '([^']+)';$/gm)];

  return imports
    .filter(([, , path]) => SNIPPET.test(path))
    .flatMap(([, names, path]) =>
      names.split(',').map((name) => ({ file: original(path), name: name.trim().split(' as ')[0] }))
    );
};

/** What tells one build from another: files of two of them do not fit together. */
export const buildOf = (wasm) => createHash('sha256').update(wasm).digest('hex').slice(0, 8);
