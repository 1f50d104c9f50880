/**
 * A reporter of Playwright: holds docs/conformance.md to what the run found.
 *
 * The document is of a whole run. Where only some of the modules ran, there is nothing to say.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { text } from './document.js';

const FOLDER = fileURLToPath(new URL('modules/', import.meta.url));

const ENDING = '.spec.js';

const DOCUMENT = fileURLToPath(new URL('../../../docs/conformance.md', import.meta.url));

const read = () => {
  try {
    return readFileSync(DOCUMENT, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return '';
    throw error;
  }
};

const fail = (message) => {
  console.error(`\nerror: ${message}`);
  return { status: 'failed' };
};

export default class ConformanceReporter {
  /** One for each test that came to its end. */
  #results = [];

  onTestEnd({ location: { file }, annotations }, { status }) {
    const ended = status !== 'interrupted' && status !== 'skipped';

    if (ended && path.dirname(file) + path.sep === FOLDER) {
      this.#results.push({
        module: path.basename(file, ENDING),
        passed: status === 'passed',
        ...Object.fromEntries(annotations.map(({ type, description }) => [type, description])),
      });
    }
  }

  onEnd() {
    const ran = new Set(this.#results.map(({ module }) => module));
    const modules = readdirSync(FOLDER)
      .filter((name) => name.endsWith(ENDING))
      .map((name) => path.basename(name, ENDING));

    return modules.every((module) => ran.has(module)) ? this.#compare() : undefined;
  }

  #compare() {
    let now;
    try {
      now = text(this.#results);
    } catch (error) {
      return fail(`docs/conformance.md cannot be written:\n${error.message}`);
    }
    if (now === read()) return undefined;

    writeFileSync(DOCUMENT, now);
    return fail('docs/conformance.md was out of date; it has been written anew: look at it and commit it');
  }

  // Only what is wrong: the list of tests is another reporter's.
  printsToStdio() {
    return false;
  }
}
