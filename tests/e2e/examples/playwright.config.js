import { defineConfig } from '@playwright/test';

import { artefacts } from '../support/artefacts.js';
import { settings } from '../support/settings.js';

// Each file of tests builds its example and starts its servers once, and has a worker for itself. The default volume
// runs the React app as it is published; the packages of the other examples need not be installed for it.
export default defineConfig(settings, {
  outputDir: artefacts('playwright-examples'),
  fullyParallel: false,
  // A machine that is busy with other work builds for a while before the first test of a file.
  timeout: 120_000,
});
