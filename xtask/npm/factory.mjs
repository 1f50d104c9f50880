import { build } from 'esbuild';
import { settings } from './settings.mjs';

/**
 * The text of a function that evaluates a module each time it is called, and returns its exports: each call makes another
 * copy of the module's state. The function's parameters take the place of globals of the same names in the module.
 *
 * @param {import('esbuild').BuildOptions} options for the bundle of the module
 */
export const factory = async (parameters, options) => {
  const { outputFiles } = await build({
    ...settings,
    ...options,
    minify: false,
    format: 'iife',
    globalName: 'exports',
    write: false,
  });

  return `(${parameters.join(', ')}) => { ${outputFiles[0].text}; return exports; }`;
};
