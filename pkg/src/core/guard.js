/**
 * Stands between an instance of the module and the glue, and notices when the instance traps. What an instance has in its
 * memory then may be half done, so that no code of it may run again.
 *
 * All ways into an instance lead through its exports: methods, the closures that promises call, the queue of tasks. A trap
 * in a closure would otherwise reach only the page's error event.
 */
export class Guard {
  #isDead = false;
  #cause;
  #crashed;

  /** `crashed(cause)` is called once, with what the instance threw. */
  constructor(crashed) {
    this.#crashed = crashed;
  }

  /** The exports of the instance, for the glue. */
  exports(exports) {
    return withFunctions(exports, (run) => (...values) => {
      if (this.#isDead) {
        // An answer that the instance waited for. The glue looks for an error in a list of results.
        return [];
      }

      try {
        return run(...values);
      } catch (cause) {
        // Errors of the SDK do not take this way: the module returns them.
        if (!this.#isDead) {
          this.#isDead = true;
          this.#cause = cause;
          this.#crashed(cause);
        }

        throw this.#cause;
      }
    });
  }

  /** The imports of the instance, which is about to be started. */
  imports(imports) {
    const guarded = (run) => (...values) => {
      const result = run(...values);

      // An import may call the instance in its turn. The glue hands a trap in such a call to the instance, as an error of
      // the import, and the instance would go on.
      if (this.#isDead) {
        throw this.#cause;
      }

      return result;
    };
    const modules = Object.entries(imports).map(([name, functions]) => [
      name,
      withFunctions(functions, guarded),
    ]);

    return Object.fromEntries(modules);
  }
}

/** A copy of an object in which `wrap` has replaced the functions. */
export const withFunctions = (object, wrap) =>
  Object.fromEntries(
    Object.entries(object).map(([name, value]) => [
      name,
      typeof value === 'function' ? wrap(value) : value,
    ])
  );
