// Other pages of this site that are open: they share the session. Each answers a question in storage.
import { PING, PONG } from '../../auto/presence.js';

/** How long, in milliseconds, answers are counted. */
const WAIT = 300;

export const countOthers = async () => {
  let count = 0;
  const onStorage = ({ key, newValue }) => {
    if (key?.startsWith(PONG) && newValue !== null) {
      count += 1;
    }
  };

  addEventListener('storage', onStorage);

  try {
    localStorage.setItem(PING, Date.now());
    localStorage.removeItem(PING);
    await new Promise((resolve) => {
      setTimeout(resolve, WAIT);
    });
  } finally {
    removeEventListener('storage', onStorage);
  }

  return count;
};

export const checkTabs = async () => {
  try {
    const count = await countOthers();

    return [{ status: 'ok', key: count > 0 ? 'tabs.some' : 'tabs.none', values: { count } }];
  } catch {
    return [{ status: 'unknown', key: 'tabs.unknown' }];
  }
};
