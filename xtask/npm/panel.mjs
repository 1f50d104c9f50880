/**
 * node panel.mjs <entry.js> <bundle.js>
 *
 * Makes the file of the panel, which has nothing of the SDK in it: whoever opens it hands over what it looks at.
 */
import { readFile } from 'node:fs/promises';
import { build } from 'esbuild';
import { settings } from './settings.mjs';

const [entry, out] = process.argv.slice(2);

const { version } = JSON.parse(await readFile(new URL('../../pkg/package.json', import.meta.url), 'utf8'));

await build({
  ...settings,
  entryPoints: [entry],
  outfile: out,
  // Of which report it is.
  define: { VERSION: JSON.stringify(version) },
});
