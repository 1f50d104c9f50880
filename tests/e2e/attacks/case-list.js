/**
 * A case: what the provider answers or what a visitor has stored, and the verdict of the SDK on it. It knows its target
 * only, so that it runs in a browser as well as natively. What needs a page is a test in a spec file.
 *
 * @typedef {object} Case
 * @property {string} title what is presented to the SDK; behind an arrow, the code of the error
 * @property {(target: import('./target.js').Target) => Promise<void>} run
 * @property {string} [kind] what the case is an example of, where the title's code does not tell
 */

/**
 * A list of cases, and the function that adds one.
 *
 * @returns {{ cases: Case[], add: (title: string, run: Case['run'], details?: Partial<Case>) => void }}
 */
export const caseList = () => {
  const cases = [];

  return {
    cases,
    add(title, run, details) {
      cases.push({ title, run, ...details });
    },
  };
};
