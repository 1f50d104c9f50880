/**
 * Choices that are the same on every machine and in every run: mulberry32.
 *
 * Each case has a generator of its own, made of the seed and the number of the case, so that one
 * can be looked at without those before it.
 *
 * @param {number} seed
 * @param {number} index which case
 */
export const randomOf = (seed, index) => {
  let state = (seed + Math.imul(index + 1, 0x9e3779b1)) | 0;

  /** From 0 to 1, without 1. */
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };

  const random = {
    /** A whole number from 0 to `limit`, without `limit`. */
    below: (limit) => Math.floor(next() * limit),

    /** `true` in that share of the cases. */
    chance: (share) => next() < share,

    pick: (list) => list[random.below(list.length)],

    /** Up to `most` of the list, some maybe twice. */
    several: (list, most) =>
      Array.from({ length: random.below(most + 1) }, () => random.pick(list)),

    shuffled: (list) => {
      const rest = [...list];
      return list.map(() => rest.splice(random.below(rest.length), 1)[0]);
    },
  };

  return random;
};
