import { EVERYTHING, differences } from '../differences.js';
import { canonical, show } from './outcome.js';
import { randomOf } from './random.js';
import { listening } from './world.js';

/** How many sorts of findings a report has room for. */
const SHOWN = 40;

/** What a kind's case comes to with an SDK, by facet. */
const outcome = async (kind, sdk, theCase) => {
  const [facets, said] = await listening(() => kind.run(sdk, theCase));
  return { ...facets, said };
};

/** The names of the facets that are not the same. */
const differing = (ours, theirs) =>
  [...new Set([...Object.keys(ours), ...Object.keys(theirs)])].filter(
    (facet) => canonical(ours[facet]) !== canonical(theirs[facet])
  );

const covers = (facets, facet) => facets === EVERYTHING || facets.includes(facet);

const how = ({ ending }) => ('threw' in ending ? `${ending.threw} ${ending.code}` : 'as asked');

/** Counts by name. */
const tally = (names) => {
  const counts = Object.fromEntries(names.map((name) => [name, 0]));
  return { counts, add: (name) => (counts[name] = (counts[name] ?? 0) + 1) };
};

/** Findings that look alike are told once, by the shortest case. */
const collector = () => {
  const sorts = new Map();

  return {
    add(sort, finding) {
      const known = sorts.get(sort);
      const shorter = known && known.case.length <= finding.case.length ? known : finding;
      sorts.set(sort, { ...shorter, times: (known?.times ?? 0) + 1 });
    },
    told: () => [...sorts.values()].sort((a, b) => b.times - a.times).slice(0, SHOWN),
  };
};

/**
 * Compares two SDKs over generated cases.
 *
 * Whatever differs must be what a rule of the table explains: a rule speaks for the facets it
 * names, and only where it applies.
 *
 * @param {object} kind of case: `generate(random, site)`, `run(sdk, case)`, and `broken(case,
 *   outcome)`, which names what of ours is wrong whatever theirs does
 * @param {object} settings the two SDKs, the seed, and the numbers of the first case and of the one after the last
 * @returns {Promise<object>} how often ours ended how, and how often each rule was needed; what no
 *   rule explains, and what is broken
 */
export const compare = async (
  kind,
  { ours: ourSdk, theirs: theirSdk, site, seed, first, end, table = differences }
) => {
  const rules = table.filter((rule) => kind.name in rule.facets);
  const needed = tally(rules.map((rule) => rule.name));
  const endings = tally([]);
  const unexplained = collector();
  const broken = collector();

  for (let index = first; index < end; index += 1) {
    const generate = () => kind.generate(randomOf(seed, index), site);
    // One for each: what an SDK does to its arguments must not reach the other.
    const [mine, yours] = [await generate(), await generate()];
    const ours = await outcome(kind, ourSdk, mine);
    const theirs = await outcome(kind, theirSdk, yours);
    endings.add(how(ours));

    const needs = new Set();
    const unlike = differing(ours, theirs).filter((facet) => {
      const explaining = rules.filter(
        ({ facets, applies }) =>
          covers(facets[kind.name], facet) && applies({ case: yours, ours, theirs })
      );
      // A rule is needed where no other one says the same.
      if (explaining.length === 1) needs.add(explaining[0].name);
      return explaining.length === 0;
    });
    needs.forEach(needed.add);

    if (unlike.length > 0) {
      unexplained.add(canonical([unlike, how(ours), how(theirs)]), {
        index,
        case: show(yours),
        facets: unlike.map((facet) => [facet, canonical(ours[facet]), canonical(theirs[facet])]),
      });
    }
    for (const problem of kind.broken?.(mine, ours) ?? []) {
      broken.add(problem, { index, case: show(mine), problem, ended: how(ours) });
    }
  }

  return {
    compared: end - first,
    endings: endings.counts,
    needed: needed.counts,
    unexplained: unexplained.told(),
    broken: broken.told(),
  };
};
