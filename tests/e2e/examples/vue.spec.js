// A Vue app. @logto/vue keeps the client in a reactive object, so it is called through a Proxy.

import { test } from '@playwright/test';

import { runToEnd } from '../support/example.js';
import { testJourney } from '../support/journey.js';
import { built, inDevelopment } from '../support/vite.js';
import { FURTHER } from '../support/volume.js';

test.describe('', { tag: FURTHER }, () => {
  testJourney('vue', 'in development', inDevelopment);
  testJourney('vue', 'built', built);

  test("vue: the declarations are what @logto/vue's are written for", () =>
    runToEnd({ example: 'vue', program: 'vue-tsc/bin/vue-tsc.js' }));
});
