// The entry file, imported from its sources.
import { register } from 'node:module';

register('./hooks.js', import.meta.url);

const SOURCES = new URL('../../../pkg/src/', import.meta.url);

let copies = 0;
let probes = 0;

/** Starts a copy of the entry file with a state of its own. The result imports the modules of that copy by name. */
export const newCopy = () => {
  copies += 1;

  const query = `?copy=${copies}`;
  // Once it is loaded, importing the core takes no longer than `settle` waits.
  const core = import(`./stand-in-core.js${query}`);

  return async (name) => {
    await core;
    return import(new URL(`${name}${query}`, SOURCES));
  };
};

/** Lets everything that waits for nothing but modules come to its end. */
export const settle = async () => {
  // Node resolves imports one after the other: those that were asked for before this one are done with it.
  probes += 1;
  await import(`data:text/javascript,export default ${probes}`);
  await new Promise((resolve) => setImmediate(resolve));
};
