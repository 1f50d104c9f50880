/**
 * Lets the package's WebAssembly module trap at a moment of the test's choice, as it would by a bug: in the middle of a
 * call, leaving its memory half done. To be called before the module is started: in a page before its scripts, in Node.js
 * before `core.js` is imported.
 *
 * `traps.arm(where, at)`: the `at`-th crossing from now on traps; `where` is `'entering'` (JavaScript calls the module) or
 * `'leaving'` (the module calls JavaScript). `traps.disarm()` returns whether it did.
 */
export const setTraps = () => {
  const { Instance, Module, instantiate } = WebAssembly;
  // (func (export "a") unreachable)
  const bytes = '0061736d0100000001040160000003020100070501016100000a05010300000b';
  const code = Uint8Array.from(bytes.match(/../g), (byte) => Number.parseInt(byte, 16));
  let trap;
  let armed;

  const watched = (functions, where) =>
    Object.fromEntries(
      Object.entries(functions).map(([name, value]) => [
        name,
        typeof value === 'function'
          ? (...values) => {
              if (armed?.where === where && (armed.left -= 1) === 0) {
                trap();
              }

              return value(...values);
            }
          : value,
      ])
    );

  WebAssembly.instantiate = async (module, imports) => {
    // Node.js has modules of its own, which it passes as bytes.
    if (!(module instanceof Module)) {
      return instantiate(module, imports);
    }

    const leaving = Object.entries(imports).map(([name, functions]) => [
      name,
      watched(functions, 'leaving'),
    ]);
    const { exports } = await instantiate(module, Object.fromEntries(leaving));

    return { exports: watched(exports, 'entering') };
  };

  globalThis.traps = {
    arm(where, at) {
      // Not earlier: the provider's pages, which have it too, forbid WebAssembly.
      trap ??= new Instance(new Module(code)).exports.a;
      armed = { where, left: at };
    },
    disarm() {
      const { left } = armed;

      armed = undefined;
      return left <= 0;
    },
  };
};
