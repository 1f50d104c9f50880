/**
 * node module-bytes.mjs <bundle.js> <module.wasm>
 *
 * Fails unless the bundle hands WebAssembly exactly the bytes of the file.
 */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const [bundle, wasm] = process.argv.slice(2).map((path) => resolve(path));
const { default: LogtoClient } = await import(pathToFileURL(bundle));

let compiled;
WebAssembly.Module = class {
  constructor(bytes) {
    compiled = bytes;
    throw new Error('seen enough');
  }
};

try {
  new LogtoClient();
} catch (error) {
  if (compiled === undefined) {
    throw error;
  }
}

if (!Buffer.from(compiled).equals(await readFile(wasm))) {
  throw new Error(`the bytes in ${bundle} are not those of ${wasm}`);
}
