/** docs/conformance.md, out of a run. */
import { NOT_APPLICABLE, PLANS } from './plans.js';

const INTRODUCTION = `# Conformance

What the test modules for relying parties of the [OpenID Foundation's conformance suite][suite] ask of a browser
client with the code flow, and whether this one does it. Each has a file in \`tests/e2e/conformance/modules\`, which
runs the packed package in Chromium against a local provider that misbehaves in just that way. This page is written
by that run, which fails when it is not what it was.

It is no certification: the modules are written anew after the suite's, whose own provider has not been asked.

After each refusal: the error is of its class and has its code, \`localStorage\` and \`sessionStorage\` are what they
were (but for copies of what the provider publishes), whoever was signed in still is, and the error's text holds no
token, code or verifier. After a refused ID token, the access token that came with it is not used either.

[suite]: https://gitlab.com/openid/conformance-suite`;

/**
 * @typedef {object} Result
 * @property {string} module
 * @property {string} provider what it does
 * @property {string} client what it does
 * @property {string} [untested] what else the suite's module asks for
 * @property {boolean} passed
 */

const row = (cells) => `| ${cells.join(' | ')} |`;

const table = (head, rows) => [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n');

const outcome = ({ passed, untested }) => {
  if (!passed) return '**failed**';
  return untested ? `passed in part: the suite also requires ${untested}` : 'passed';
};

const section = ({ title, plan, remark, modules }, results) => {
  const tested = modules.filter((module) => results.has(module));

  return [
    `## ${title}`,
    ...(plan ? [`\`${plan}\``] : []),
    ...(remark ? [remark] : []),
    table(
      ['module', 'the provider', 'the client', 'result'],
      tested.map((module) => {
        const result = results.get(module);
        return [`\`${module}\``, result.provider, result.client, outcome(result)];
      })
    ),
  ].join('\n\n');
};

/** What is wrong with the table itself: every module of a plan has one result or one reason. */
const mistakes = (run, results, plans, reasons) => {
  const planned = new Set(plans.flatMap(({ modules }) => modules));
  const excused = reasons.flatMap(({ modules }) => modules);

  return [
    ...run
      .filter(({ module }, at) => run.findIndex((other) => other.module === module) !== at)
      .map(({ module }) => `${module} has more than one test`),
    ...run
      .filter(({ provider, client }) => !provider || !client)
      .map(({ module }) => `${module} does not say what the provider and the client do`),
    ...[...planned]
      .filter((module) => !results.has(module) && !excused.includes(module))
      .map((module) => `${module} has neither a file nor a reason`),
    ...excused
      .filter((module) => results.has(module))
      .map((module) => `${module} has a file, and a reason to have none`),
    ...[...results.keys(), ...excused]
      .filter((module) => !planned.has(module))
      .map((module) => `${module} is in no plan`),
  ];
};

/**
 * The whole document.
 *
 * @param {Result[]} run the results of all modules that have a file
 * @throws {Error} when a module is missing, or in two places
 */
export const text = (run, plans = PLANS, reasons = NOT_APPLICABLE) => {
  const results = new Map(run.map((result) => [result.module, result]));
  const wrong = mistakes(run, results, plans, reasons);

  if (wrong.length > 0) {
    throw new Error(wrong.join('\n'));
  }

  return (
    [
      INTRODUCTION,
      ...plans
        .filter(({ modules }) => modules.some((module) => results.has(module)))
        .map((plan) => section(plan, results)),
      '## What does not apply',
      table(
        ['module', 'because'],
        reasons.map(({ because, modules }) => [modules.map((module) => `\`${module}\``).join(', '), because])
      ),
    ].join('\n\n') + '\n'
  );
};
