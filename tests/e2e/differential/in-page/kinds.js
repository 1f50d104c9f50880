import { accessTokens } from './kinds/access-tokens.js';
import { builtIn } from './kinds/built-in.js';
import { callback } from './kinds/callback.js';
import { signIn } from './kinds/sign-in.js';
import { signOut } from './kinds/sign-out.js';
import { tokens } from './kinds/tokens.js';

/** What is compared, by name. */
export const kinds = Object.fromEntries(
  [signIn, signOut, callback, tokens, accessTokens, builtIn].map((kind) => [kind.name, kind])
);
