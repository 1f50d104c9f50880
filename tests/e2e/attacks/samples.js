import { sampled } from '../support/volume.js';

/** The code that a title ends with, or that the case is accepted. */
const outcomeOf = (title) => title.match(/→ ([\w.]+)[^→]*$/)?.[1] ?? 'accepted';

/**
 * The cases with the details for Playwright: one case of every kind runs in every volume, the others in the full
 * one, since all of them also run natively (`src/session/tests/attacks/`).
 *
 * @param {import('./case-list.js').Case[]} cases
 */
export const samples = (cases) => sampled(cases, ({ title, kind }) => kind ?? outcomeOf(title));
