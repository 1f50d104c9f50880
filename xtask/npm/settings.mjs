/**
 * How bundles are made: the package's own, and that of the SDK it is measured against.
 *
 * @type {import('esbuild').BuildOptions}
 */
export const settings = {
  bundle: true,
  minify: true,
  format: 'esm',
  platform: 'browser',
  // The oldest browsers that run the module: they have reference types and bulk memory.
  target: ['chrome96', 'firefox91', 'safari15'],
  charset: 'utf8',
  legalComments: 'none',
  logLevel: 'warning',
};
