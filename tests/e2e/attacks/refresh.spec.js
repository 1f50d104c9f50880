import { cases } from './cases/refresh.js';
import { samples } from './samples.js';
import { test } from './test.js';

for (const [{ title, run }, details] of samples(cases)) {
  test(title, details, ({ target }) => run(target));
}
