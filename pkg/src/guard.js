/**
 * What stands between JavaScript and a running copy of the module, for the case that this fails inside: by a
 * bug of its own, or for want of memory. What it has in its memory then may be half done, so it is never
 * entered again; and whatever waits for it is told.
 *
 * @param exports of the copy
 * @param crash makes the error that is thrown out of what was thrown
 */
export const guarded = (exports, crash) => {
  let death;
  /** How many calls are within one another. */
  let depth = 0;
  const enter =
    (run) =>
    (...values) => {
      if (death) {
        // The binding takes what is thrown for an error of an import, and tells the module, which would go on:
        // that is how it ends.
        if (depth > 0) {
          throw death;
        }

        // Answers and timers that a dead one waited for still arrive. The binding looks for errors in a list.
        return [];
      }

      let result;

      depth += 1;

      try {
        result = run(...values);
      } catch (cause) {
        // No error of ours comes this way: those are returned.
        death ??= crash(cause);
      }

      depth -= 1;

      // It may have died of a call within this one, whose error was taken for that of an import.
      if (death) {
        // Nobody gets that promise, so nobody could catch its error.
        result?.catch?.(() => {});
        throw death;
      }

      return result;
    };
  const entries = Object.entries(exports).map(([name, value]) => [
    name,
    typeof value === 'function' ? enter(value) : value,
  ]);

  return Object.fromEntries(entries);
};
