/**
 * Where this package is not like `@logto/browser`, on purpose.
 *
 * Every rule is needed: a test compares the two over thousands of cases, and fails for a difference
 * that no rule explains and for a rule that explains nothing. So it is the whole list.
 *
 * - `facets`: what the rule speaks for, by kind of case;
 * - `applies`: in which cases, by the case and by what it came to here and there;
 * - `why`, `title`, `theirs`, `ours`, `because`: for readers.
 */

import { ofConfiguration } from './differences/configuration.js';
import { ofProvider } from './differences/provider.js';
import { ofSignIn } from './differences/sign-in.js';
import { ofTokens } from './differences/tokens.js';

export { EVERYTHING } from './differences/common.js';

export const differences = [...ofConfiguration, ...ofSignIn, ...ofTokens, ...ofProvider];
