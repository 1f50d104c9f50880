import { titles } from '../catalogue.js';
import { bytes } from './bytes.js';
import { callback } from './callback.js';
import { calls } from './calls.js';
import { click } from './click.js';
import { load } from './load.js';
import { memory } from './memory.js';
import { pkce } from './pkce.js';
import { start } from './start.js';

/**
 * @typedef {object} Measure
 * @property {string} name
 * @property {string} title
 * @property {string} how Markdown
 * @property {(bench: Bench) => Promise<Row[]>} run
 *
 * @typedef {object} Bench
 * @property {import('@playwright/test').Browser} browser
 * @property {Awaited<ReturnType<typeof import('../world.js').openWorld>>} world
 * @property {number} rounds
 * @property {boolean} quick
 * @property {(line: string) => void} log
 *
 * @typedef {object} Row
 * @property {string} key with the measure's name, what `targets.js` calls it
 * @property {string} label
 * @property {'ms' | 'µs' | 'bytes' | 'per second' | 'count'} unit
 * @property {Map<string, number[]>} values the samples of each library that takes part
 */

const all = { bytes, start, click, callback, calls, memory, pkce, load };

/** @type {Measure[]} */
export const measures = Object.entries(titles).map(([name, title]) => ({ name, title, ...all[name] }));
