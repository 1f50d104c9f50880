import { sampled } from '../support/volume.js';

/** The code that a title ends with, or that the case is accepted. */
const outcomeOf = (title) => title.match(/→ ([\w.]+)[^→]*$/)?.[1] ?? 'accepted';

/** A case without a native counterpart is a kind of its own. */
const kindOf = ({ title, kind, browserOnly }) => (browserOnly ? title : (kind ?? outcomeOf(title)));

/**
 * The cases with the details for Playwright: one case of every kind runs in every volume, the others in the full
 * one, since all of them also run natively (`src/session/tests/attacks/`).
 *
 * @param {import('./case-list.js').Case[]} cases
 */
export const samples = (cases) => sampled(cases, kindOf);
