/**
 * node check-module-bytes.mjs <script.js> <module.wasm>
 *
 * Fails unless the script, which is `core.js` or has the core in it, hands WebAssembly exactly the bytes of the file.
 */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const [script, wasm] = process.argv.slice(2).map((path) => resolve(path));
const { start, generateCodeChallenge } = await import(pathToFileURL(script));

const { compile } = WebAssembly;
const compiled = [];

// Node.js compiles modules of its own, too.
WebAssembly.compile = (bytes) => {
  compiled.push(Buffer.from(bytes));
  return compile(bytes);
};

await (start ?? generateCodeChallenge)('a code verifier');

const expected = await readFile(wasm);

if (!compiled.some((bytes) => expected.equals(bytes))) {
  throw new Error(`the bytes in ${script} are not those of ${wasm}`);
}
