import { acceptance, test } from '../module.js';

test(...acceptance({ provider: 'does nothing wrong' }));
