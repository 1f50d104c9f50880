/**
 * node main.js [--quick] [<measure>…]
 *
 * The benchmark. `cargo xtask bench` builds the package, and says by environment variables where it and Chromium are.
 */
import { parse, usage } from './options.js';

const main = async () => {
  let options;

  try {
    options = parse(process.argv.slice(2));
  } catch (error) {
    console.error(`error: ${error.message}\n\n${usage}`);
    process.exitCode = 2;
    return;
  }

  if (options.help) console.log(usage);
  // Imported late: the usage can be shown before the packages of a run are installed.
  else if (!options.check) await (await import('./run.js')).run(options);
};

await main();
