// No framework: one source, by each bundler.

import { bundled } from '../support/bundle.js';
import { openForTests, test } from '../support/example-test.js';
import { testInstalled, testShelf } from '../support/shelf.js';
import { FURTHER } from '../support/volume.js';

const callback = '/callback/';

test.describe('', { tag: FURTHER }, () => {
  testInstalled('vanilla');

  for (const [bundler, bundle] of [
    ['esbuild', {}],
    ['esbuild-esm', { isModule: true, splits: true }],
    ['webpack', { splits: true }],
    ['rollup', {}],
    ['rollup-esm', { isModule: true, splits: true }],
  ]) {
    test.describe(bundler, () => {
      const app = openForTests(bundled(bundler, bundle), { callback });

      testShelf(app, `vanilla-${bundler}`, callback);
    });
  }
});
