import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';

// Names and texts that bundlers leave as they are.
const IN_THE_ENTRY_FILE = 'unstable_enableCache';
const IN_THE_CORE = 'The script was not read as UTF-8';
const IN_CORE_AND_COMPAT = 'logto_wasm_bg';

/**
 * Fails unless a build keeps the core out of what a page loads first: the script with the entry file has neither `core.js`
 * nor `compat.js` in it, and each of these two is in one script.
 *
 * @param {string} folder of the build's scripts
 */
export const assertCoreIsSeparate = async (folder) => {
  const files = await readdir(folder, { recursive: true });
  const scripts = await Promise.all(
    files
      .filter((name) => /\.m?js$/.test(name))
      .map(async (name) => ({ name, text: await readFile(path.join(folder, name), 'utf8') }))
  );
  const namesOf = (text) => scripts.filter((script) => script.text.includes(text)).map(({ name }) => name);
  const entries = namesOf(IN_THE_ENTRY_FILE);
  const onDemand = namesOf(IN_CORE_AND_COMPAT);

  assert.ok(entries.length > 0, `no script below ${folder} has the entry file in it`);
  assert.equal(namesOf(IN_THE_CORE).length, 1, 'scripts with core.js in them');
  assert.equal(onDemand.length, 2, `scripts with core.js or compat.js in them: ${onDemand}`);
  assert.deepEqual(entries.filter((name) => onDemand.includes(name)), []);
};
