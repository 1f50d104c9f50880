import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Our package, byte for byte as it was packed. */
export const OURS = 'index.js';

/** `@logto/browser`, in one file. */
export const THEIRS = 'theirs.js';

/** Our package as it must never become: with a top-level await. */
export const LATE = 'late.js';

const buildTools = new URL('../../../xtask/npm/package.json', import.meta.url);

/** The folder of the unpacked package: what `npm install` would put into a project. */
export const packed = () => {
  const folder = process.env.LOGTO_WASM_PACKAGE;

  if (!folder) {
    throw new Error(
      'LOGTO_WASM_PACKAGE is not set: it names the folder of the unpacked npm package. `cargo xtask test e2e` packs it and sets it.'
    );
  }

  return folder;
};

/**
 * The folder that the sites serve under `/logto-wasm/`: what the packed package publishes, and
 * beside it what it is compared with. A copy, since sites serve no file through a link.
 *
 * @returns {Promise<{ folder: string, remove: () => Promise<void> }>}
 */
export const servePackage = async () => {
  const { module } = JSON.parse(await readFile(path.join(packed(), 'package.json'), 'utf8'));
  const entry = path.resolve(packed(), module);
  const folder = await mkdtemp(path.join(tmpdir(), 'logto-wasm-e2e-'));

  await cp(path.dirname(entry), folder, { recursive: true });
  await writeFile(
    path.join(folder, LATE),
    `await fetch('/favicon.ico');\n${await readFile(entry, 'utf8')}`
  );
  await createRequire(buildTools)('esbuild').build({
    stdin: {
      contents: "export * from '@logto/browser'; export { default } from '@logto/browser';",
      resolveDir: path.dirname(fileURLToPath(buildTools)),
    },
    bundle: true,
    format: 'esm',
    target: 'es2022',
    outfile: path.join(folder, THEIRS),
  });

  return { folder, remove: () => rm(folder, { recursive: true }) };
};
