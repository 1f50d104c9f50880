import { FULL } from '../support/volume.js';

/**
 * How many tabs a scenario has, and how many expiries of an access token they live through. Fewer make the same
 * claims; more find what happens rarely. A scenario needs three tabs: one is reloaded, and one is closed.
 */
const SIZES = {
  full: {
    strict: { tabs: 10, expiries: 30 },
    window: { tabs: 10, expiries: 30 },
    faults: { tabs: 10, expiries: 30, renewEvery: 50 },
    plainHttp: { tabs: 4, expiries: 8 },
    firefox: { tabs: 5, expiries: 10 },
  },
  default: {
    strict: { tabs: 4, expiries: 6 },
    // As many as there are ways to ask, in `window.spec.js`.
    window: { tabs: 4, expiries: 6 },
    // Few tabs ask seldom for what a new one needs: they begin anew more often.
    faults: { tabs: 4, expiries: 6, renewEvery: 10 },
    plainHttp: { tabs: 3, expiries: 6 },
    firefox: { tabs: 3, expiries: 6 },
  },
};

/** The sizes of this volume, by scenario. */
export const sizes = FULL ? SIZES.full : SIZES.default;
