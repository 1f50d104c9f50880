import { cases } from './cases/keys.js';
import { samples } from './samples.js';
import { test } from './test.js';

for (const [{ title, run }, details] of samples(cases)) {
  test(title, details, ({ target }) => run(target));
}
