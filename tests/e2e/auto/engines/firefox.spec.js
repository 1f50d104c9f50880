import { startFirefox } from '../../support/webdriver/firefox.js';
import { journeys } from './journeys.js';
import { testIn } from './test.js';

journeys(testIn(startFirefox));
