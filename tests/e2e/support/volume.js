/**
 * The two volumes of the tests. `cargo xtask test` runs every kind of case; `cargo xtask test --full` sets
 * `LOGTO_WASM_VOLUME=full` and runs every case.
 */
export const FULL = process.env.LOGTO_WASM_VOLUME === 'full';

/** The tag of a test that only the full volume runs: a further case of a kind that another test has shown. */
export const FURTHER = '@full';

/** What Playwright leaves out in this volume. */
export const leftOut = FULL ? undefined : new RegExp(FURTHER);

/**
 * Tags all cases but the first of each kind as further ones.
 *
 * @template Case
 * @param {Case[]} cases
 * @param {(each: Case) => unknown} [kindOf] what the case is an example of, such as an error code; without it, all cases
 *   are of one kind
 * @returns {Array<[Case, { tag: string[] }]>} each case with the details that Playwright's `test` takes
 */
export const sampled = (cases, kindOf = () => undefined) => {
  const seen = new Set();

  return cases.map((each) => {
    const kind = kindOf(each);
    const isFurther = seen.has(kind);
    seen.add(kind);

    return [each, { tag: isFurther ? [FURTHER] : [] }];
  });
};
