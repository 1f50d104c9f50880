import { startWebKit } from '../../support/webdriver/webkit.js';
import { journeys } from './journeys.js';
import { testIn } from './test.js';

journeys(testIn(startWebKit));
