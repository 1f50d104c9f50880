/** `docs/benchmarks.md` with its drawings, and the table in the README. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';

import { chart } from './chart.js';
import { measureTable, targetTable } from './tables.js';

const repository = new URL('../../../', import.meta.url);

const section = ({ name, title, how }, rows) => `## ${title}

${how}

${measureTable(rows)}

![${title}](benchmarks/${name}.svg)
`;

/** @param {{ measures: import('../measures/index.js').Measure[], results: Map<string, object[]>, setup: string[], rounds: number }} run */
export const document = ({ measures, results, setup, rounds }) => `# Benchmarks

\`cargo xtask bench\` generates this page on any machine: in headless Chromium, at the local OpenID provider of the tests,
with all libraries on the same pages of the same server.

${setup.map((line) => `- ${line}`).join('\n')}

The libraries take turns, round by round: ${rounds} rounds after one for warming up, fewer where counts are always the
same. Each figure is the median. The quartiles follow it in brackets where they differ: half of the samples are between them.
"Ratio" is the median of logto-wasm, divided by that of \`@logto/browser\`.

Networks and slower CPUs are emulated by the DevTools protocol (\`Network.emulateNetworkConditions\`,
\`Emulation.setCPUThrottlingRate\`). Files come from this machine by HTTP/1.1, compressed by brotli, with a
\`Cache-Control\` of \`immutable\`.

Each library is used as its documentation shows, with its defaults. Auth0's library is the exception: it uses refresh tokens
in \`localStorage\`, because the local provider does not serve its hidden frame; and the provider answers it with the
paths, signatures and issuer that Auth0 has.

## Figures to reach

A bound such as "≤ 0.50x" applies to the ratio, any other to the value of logto-wasm. Rows without a bound show what a visit
costs beside that.

${targetTable(results)}

${measures.map((measure) => section(measure, results.get(measure.name))).join('\n')}`;

const BLOCK = /(<!-- bench -->\n)[^]*(<!-- \/bench -->)/;

/** The README with the table between its two marks. */
export const withTable = (readme, results, setup) => {
  if (!BLOCK.test(readme)) throw new Error('README.md has no <!-- bench --> … <!-- /bench -->');

  // By a function: a `$` in the table would be a pattern.
  return readme.replace(
    BLOCK,
    (_, begin, end) => `${begin}\n${targetTable(results)}\n\n${setup.slice(0, 3).join('. ')}.\n\n${end}`
  );
};

export const write = async (run) => {
  const at = (path) => new URL(path, repository);

  await mkdir(at('docs/benchmarks/'), { recursive: true });
  for (const { name, title } of run.measures) {
    await writeFile(at(`docs/benchmarks/${name}.svg`), chart(title, run.results.get(name)));
  }
  await writeFile(at('docs/benchmarks.md'), document(run));
  await writeFile(
    at('README.md'),
    withTable(await readFile(at('README.md'), 'utf8'), run.results, run.setup)
  );
};
