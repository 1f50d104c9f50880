import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const tests = fileURLToPath(new URL('../', import.meta.url));

/** What would change which tests are listed, or where the list goes. */
const { LOGTO_WASM_VOLUME: _, PLAYWRIGHT_JSON_OUTPUT_NAME: __, ...environment } = process.env;

/** The tests of a suite and of the suites in it: Playwright has one for each file and each group. */
const testsIn = ({ specs = [], suites = [] }, groups = []) => [
  ...specs.flatMap(({ title, file, tests: inProjects }) =>
    inProjects.map(({ projectName: project, annotations }) => ({
      file,
      project,
      title: [...groups, title].filter(Boolean).join(' › '),
      annotations,
    }))
  ),
  ...suites.flatMap((suite) => testsIn(suite, suite.title === suite.file ? groups : [...groups, suite.title])),
];

/**
 * The end-to-end tests of the default volume, as Playwright lists them. None of them runs, so that neither the package
 * nor a browser is needed.
 *
 * @returns {Array<{ file: string, project: string, title: string, annotations: Array<{ type: string, description?: string }> }>}
 */
export const defaultVolume = () => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['node_modules/@playwright/test/cli.js', 'test', '--config', 'e2e/playwright.config.js', '--list', '--reporter=json'],
    {
      cwd: tests,
      // The configuration wants to know a folder, and reads nothing in it.
      env: { LOGTO_WASM_PACKAGE: tests, ...environment },
      encoding: 'utf8',
      maxBuffer: 2 ** 26,
    }
  );

  if (status !== 0) {
    throw new Error(`Playwright cannot list the tests:\n${stdout}${stderr}`);
  }

  return testsIn(JSON.parse(stdout));
};
