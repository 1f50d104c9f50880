// Asks all checks at once.
import { CHECKS } from './checks/index.js';
import { within } from './network.js';

/** How long, in milliseconds, a check may take: whoever reads the panel waits for it. */
const PATIENCE = 10_000;

/** From what has to be changed to what has not. */
export const STATUSES = ['wrong', 'warning', 'unknown', 'ok'];

/** That of the worst finding. */
const statusOf = (findings) =>
  STATUSES.find((each) => findings.some(({ status }) => status === each)) ?? 'ok';

const LATE = [{ status: 'unknown', key: 'late' }];

const findings = async (check, around) => {
  try {
    return await within(PATIENCE, check(around), LATE);
  } catch (error) {
    console.error(error);
    return [{ status: 'unknown', key: 'failed', values: { error: error.name } }];
  }
};

/** Results in the order of the checks: `{ name, status, findings }`. */
export const runAll = (around) =>
  Promise.all(
    Object.entries(CHECKS).map(async ([name, check]) => {
      const found = await findings(check, around);

      return { name, status: statusOf(found), findings: found };
    })
  );
