/** Runs the module that `wasm2js` has translated to JavaScript: for `compat.js`. */
import { createModule } from '#script';
import { withFunctions } from './guard.js';

/** Empties a buffer, as WebAssembly does with the buffer of a memory that has grown. */
const detach = (buffer) => new MessageChannel().port1.postMessage(undefined, [buffer]);

/** Starts another instance of the module, with its own memory; resolves to its exports. */
export const instantiate = async (imports) => {
  let buffer;

  // The glue keeps views of the memory, and finds out by their buffer being detached that the memory has grown.
  const detachOutgrown = () => {
    if (buffer !== memory.buffer) {
      detach(buffer);
      ({ buffer } = memory);
    }
  };
  const beforeImport = (run) => (...values) => {
    detachOutgrown();
    return run(...values);
  };
  const afterExport = (run) => (...values) => {
    const result = run(...values);

    detachOutgrown();
    return result;
  };

  const modules = Object.entries(imports).map(([name, functions]) => [
    name,
    withFunctions(functions, beforeImport),
  ]);
  const { memory, ...others } = createModule(Object.fromEntries(modules));

  ({ buffer } = memory);
  return { memory, ...withFunctions(others, afterExport) };
};
