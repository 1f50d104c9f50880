import { LIFE } from './ledger.js';

/**
 * What the tabs have seen, beside what the provider gave out.
 *
 * @param {import('./tab.js').Tab[]} tabs
 * @param {import('./ledger.js').Ledger} ledger
 */
export const verdictOn = async (tabs, ledger) => {
  const verdict = {
    /** By which tab, and what it was told. */
    lost: [],
    /** The provider said that the session is over. */
    revoked: ledger.refusals.map(({ error }) => error),
    spentAgain: ledger.spentAgain.length,
    requests: ledger.refreshes.length,
    byTarget: ledger.byTarget,
    expiries: ledger.expiries,
    errors: {},
    /** Tokens that had expired when they were asked for, or that the provider never gave out. */
    stale: [],
    answered: 0,
    accepted: 0,
  };

  for (const tab of tabs) {
    for (const seen of await tab.reports()) {
      verdict.answered += seen.answered;
      verdict.accepted += seen.accepted;
      verdict.lost.push(...new Set(seen.losses.map(({ what }) => `${tab.name}: ${what}`)));
      for (const [code, count] of Object.entries(seen.errors)) {
        verdict.errors[code] = (verdict.errors[code] ?? 0) + count;
      }
      for (const [token, askedAt] of Object.entries(seen.tokens)) {
        const age = askedAt - ledger.issuedAt(token);
        // Of a token that nobody gave out there is no age.
        if (!(age < LIFE * 1000)) verdict.stale.push(`${tab.name}: asked for at ${age} ms`);
      }
      for (const { token, at } of seen.refused) {
        const age = at - ledger.issuedAt(token);
        // It was alive when it was given out, and may have died on its way to the provider, which counts
        // in whole seconds.
        if (!(age >= (LIFE - 1) * 1000)) verdict.stale.push(`${tab.name}: refused at ${age} ms`);
      }
    }
  }

  return verdict;
};

const asText = (counts) =>
  Object.entries(counts)
    .map(([name, count]) => `${name} ${count}`)
    .join(', ');

/** One line for the report. */
export const summaryOf = (title, verdict) =>
  [
    `${title}: ${verdict.requests} refresh requests (${asText(verdict.byTarget)})`,
    `${Math.floor(verdict.expiries)} expiries`,
    `${verdict.answered} tokens handed out, ${verdict.accepted} shown to the provider and accepted`,
    `refresh tokens spent again: ${verdict.spentAgain}`,
    `losses seen: ${verdict.lost.length}`,
    `errors: ${asText(verdict.errors) || 'none'}`,
  ].join('; ');
