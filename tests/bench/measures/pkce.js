import { named, OURS, THEIRS } from '../libraries.js';
import { inRounds } from '../rounds.js';

/** Runs in the page: verifiers with their challenges, one after the other, for so long. */
const perSecond = async ({ script, milliseconds }) => {
  const { generateCodeVerifier, generateCodeChallenge } = await import(script);
  const start = performance.now();
  let pairs = 0;
  let passed;

  do {
    for (let batch = 0; batch < 20; batch += 1) await generateCodeChallenge(generateCodeVerifier());
    pairs += 20;
    passed = performance.now() - start;
  } while (passed < milliseconds);

  return (pairs * 1000) / passed;
};

export const pkce = {
  how: `Pairs of \`generateCodeVerifier()\` and \`generateCodeChallenge()\` a second, one after the other. The other libraries do
not export these.`,

  async run({ browser, world, rounds, quick }) {
    const compared = named(OURS, THEIRS);
    const pages = new Map();

    for (const library of compared) {
      const page = await (await browser.newContext()).newPage();
      await page.goto(world.site.empty(library));
      pages.set(library.name, page);
    }

    const values = await inRounds(compared, rounds, (library) =>
      pages.get(library.name).evaluate(perSecond, {
        script: world.site.script(library),
        milliseconds: quick ? 100 : 500,
      })
    );
    await Promise.all([...pages.values()].map((page) => page.context().close()));

    return [{ key: 'pairs', label: 'verifier and challenge', unit: 'per second', values }];
  },
};
