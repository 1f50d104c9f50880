// What the bundlers of sites make of the package, by the example of esbuild.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { after, test } from 'node:test';
import { packageDir } from './package-dir.js';

const require = createRequire(new URL('../../xtask/npm/package.json', import.meta.url));
const { build } = require('esbuild');
const { minify } = require('terser');

const folder = mkdtempSync(join(tmpdir(), 'logto-wasm-bundlers-'));

// Node.js takes the scripts below this folder for modules.
writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
after(() => rmSync(folder, { recursive: true }));

/** Bundles a site's script. Returns its outputs by their names, each with the names of the files that went into it. */
const bundle = async (contents, options) => {
  const { metafile, outputFiles, warnings } = await build({
    bundle: true,
    minify: true,
    logLevel: 'silent',
    stdin: { contents, resolveDir: join(packageDir, '../..'), sourcefile: 'site.js' },
    outdir: mkdtempSync(join(folder, 'site-')),
    metafile: true,
    write: false,
    ...options,
  });
  const inputsOf = new Map(
    Object.entries(metafile.outputs).map(([path, output]) => [
      basename(path),
      Object.entries(output.inputs)
        .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
        .map(([input]) => basename(input))
        .sort(),
    ])
  );

  assert.deepEqual(warnings, []);

  return outputFiles.map(({ path, text }) => ({ path, text, inputs: inputsOf.get(basename(path)) }));
};

/** A script that needs the core, and prints what it returns. */
const USES_THE_CORE = `
  import { generateCodeChallenge } from 'logto-wasm';

  generateCodeChallenge('a code verifier').then(console.log, (error) => console.log(error.message));
`;

/** What the core returns to it (RFC 7636 §4.2). */
const CHALLENGE = createHash('sha256').update('a code verifier').digest('base64url');

/** What a script prints in a fresh Node.js. */
const run = (path, { withWebAssembly = true } = {}) => {
  const preparation = join(folder, 'preparation.cjs');

  writeFileSync(preparation, withWebAssembly ? '' : 'delete globalThis.WebAssembly;');

  const { stdout, stderr } = spawnSync(process.execPath, ['--require', preparation, path], { encoding: 'utf8' });

  assert.equal(stderr, '');
  return stdout.trim();
};

/** Writes outputs to where they belong. Returns the path of the first one. */
const save = (outputs) => {
  for (const { path, text } of outputs) {
    writeFileSync(path, text);
  }

  return outputs[0].path;
};

test('a build that splits has the entry file, core.js and compat.js in a chunk each', async () => {
  const outputs = await bundle(USES_THE_CORE, { splitting: true, format: 'esm' });
  const [entry, ...chunks] = outputs.sort((a, b) => a.text.length - b.text.length);

  assert.deepEqual(entry.inputs, ['index.js', 'site.js']);
  assert.deepEqual(chunks.map(({ inputs }) => inputs), [['core.js'], ['compat.js']]);

  const [core, compat] = chunks;
  const path = save([entry, core]);

  assert.equal(run(path), CHALLENGE);

  rmSync(core.path);
  save([compat]);
  assert.equal(run(path, { withWebAssembly: false }), CHALLENGE);
});

test('a build without splitting is one script with everything in it', async () => {
  const outputs = await bundle(USES_THE_CORE, { format: 'iife' });
  const [{ inputs }] = outputs;

  assert.deepEqual(inputs, ['compat.js', 'core.js', 'index.js', 'site.js']);

  const path = save(outputs);

  assert.equal(run(path), CHALLENGE);
  assert.equal(run(path, { withWebAssembly: false }), CHALLENGE);
});

test('a build in one script can leave compat.js out, or both files', async () => {
  const outputs = await bundle(USES_THE_CORE, { format: 'iife', external: ['*/compat.js'] });
  const path = save(outputs);

  assert.deepEqual(outputs[0].inputs, ['core.js', 'index.js', 'site.js']);
  assert.equal(run(path), CHALLENGE);

  const [{ inputs }] = await bundle(USES_THE_CORE, { format: 'iife', external: ['*/core.js', '*/compat.js'] });

  assert.deepEqual(inputs, ['index.js', 'site.js']);
});

test('a minified script in an encoding other than UTF-8 names the cause', async () => {
  const [{ text }] = await bundle(USES_THE_CORE, { format: 'iife', charset: 'utf8', external: ['*/compat.js'] });
  // Terser computes what is constant, such as the length of a string.
  const { code } = await minify(text);
  const path = join(folder, 'windows-1252.js');

  // What a page reads that takes the script for windows-1252.
  writeFileSync(path, new TextDecoder('windows-1252').decode(new TextEncoder().encode(code)));
  assert.match(run(path), /The script was not read as UTF-8\. Add <meta charset="utf-8">/);
});

for (const [names, limit] of [
  ['UserScope, Prompt', 1000],
  ['LogtoError', 2000],
]) {
  for (const splitting of [true, false]) {
    test(`${names} alone cost at most ${limit} bytes, ${splitting ? 'with' : 'without'} splitting`, async () => {
      const outputs = await bundle(`import { ${names} } from 'logto-wasm'; console.log(${names});`, {
        splitting,
        format: 'esm',
      });
      const [{ text }] = outputs.filter(({ inputs }) => inputs.includes('site.js'));

      assert.ok(text.length <= limit, `${text.length} bytes: ${text}`);
    });
  }
}

test('pure annotations stand before calls, where Rollup understands them', () => {
  const dist = join(packageDir, 'dist');

  for (const name of readdirSync(dist).filter((file) => file.endsWith('.js'))) {
    const [, ...annotated] = readFileSync(join(dist, name), 'utf8').split('/* @__PURE__ */');

    for (const code of annotated) {
      assert.match(code.slice(0, 40), /^(new |\(|[\w$.]+\()/, name);
    }
  }
});
