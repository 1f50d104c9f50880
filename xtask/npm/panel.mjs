/**
 * node panel.mjs <entry.js> <bundle.js>
 *
 * Makes the file of the panel, which has nothing of the SDK in it: whoever opens it hands over what it looks at.
 */
import { build } from 'esbuild';
import { settings } from './settings.mjs';

const [entry, out] = process.argv.slice(2);

await build({ ...settings, entryPoints: [entry], outfile: out });
