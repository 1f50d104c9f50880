// A React app in <StrictMode>, which runs every effect twice in development.

import { test } from '@playwright/test';

import { runToEnd } from '../support/example.js';
import { testJourney } from '../support/journey.js';
import { built, inDevelopment } from '../support/vite.js';

testJourney('react', 'in development', inDevelopment);
testJourney('react', 'built', built);

test("react: the declarations are what @logto/react's are written for", () =>
  runToEnd({ example: 'react', program: 'typescript/bin/tsc' }));
