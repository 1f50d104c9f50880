// Does Logto know the App ID, and is the application of a type for websites?
import { silentRequest } from '../authorization.js';

/** Answers that say nothing of the application. */
const BUSY = /^(late|slow_down|server_error|temporarily_unavailable|http_(429|5..))$/;

export const checkApplication = async (around) => {
  const answer = await around.application();

  if (!answer) {
    return [{ status: 'unknown', key: 'after.endpoint' }];
  }

  const { appId } = around.settings.config;
  const values = { appId, error: answer };

  if (answer === 'known' || answer === 'closed') {
    return [{ status: 'ok', key: 'application.ok', values }];
  }
  if (answer === 'unknown') {
    const { redirectUri } = around.settings;
    const request = silentRequest(await around.metadata(), await around.config(), redirectUri);

    return [{ status: 'wrong', key: 'application.unknown', values, link: request.href }];
  }
  if (answer === 'secret') {
    return [{ status: 'wrong', key: 'application.secret', values }];
  }

  return [{ status: 'unknown', key: BUSY.test(answer) ? 'late' : 'application.other', values }];
};
