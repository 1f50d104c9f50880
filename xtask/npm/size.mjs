/**
 * node size.mjs <file>…
 *
 * Prints a line for each file and one for @logto/browser, bundled as they are:
 * bytes as they are, with gzip -9, with brotli 11.
 */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { settings } from './settings.mjs';

const other = await build({
  ...settings,
  stdin: {
    // Everything that it exports, as in our bundle.
    contents: "export * from '@logto/browser'; export { default } from '@logto/browser';",
    resolveDir: fileURLToPath(new URL('.', import.meta.url)),
  },
  write: false,
});

const files = await Promise.all(process.argv.slice(2).map((file) => readFile(file)));

for (const bytes of [...files, other.outputFiles[0].contents]) {
  const gzip = gzipSync(bytes, { level: 9 });
  const brotli = brotliCompressSync(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 11,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  });

  console.log(bytes.length, gzip.length, brotli.length);
}
