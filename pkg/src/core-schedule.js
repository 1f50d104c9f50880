// When the core is fetched before a call needs it.
import { isCallbackPage } from './callback-page.js';

/** How long a page with a signed-in visitor is open before it fetches the core, in seconds. */
const SETTLED_AFTER = 60;

/** How long before the first access token has to be renewed the core is fetched at the latest, in seconds. */
const BEFORE_RENEWAL = 5;

const INTERACTIONS = ['pointerdown', 'touchstart', 'keydown', 'scroll'];

/** How long to wait for idle time, in milliseconds. */
const IDLE_TIMEOUT = 2000;

const whenIdle = (run) => (window.requestIdleCallback ?? setTimeout)(run, { timeout: IDLE_TIMEOUT });

/** Runs once, in idle time after the visitor's first interaction with the page. */
const afterInteraction = (run) => {
  const listener = () => {
    for (const type of INTERACTIONS) {
      removeEventListener(type, listener, { capture: true });
    }

    whenIdle(run);
  };

  for (const type of INTERACTIONS) {
    addEventListener(type, listener, { capture: true, passive: true });
  }
};

/**
 * Arranges for `fetchCore` to be called:
 * - at once, when the page's address looks like a callback;
 * - signed out: after the first interaction, unless the visitor saves data. Crawlers do not interact;
 * - signed in: when the page has been open for a minute, and before an access token has to be renewed, because a later
 *   deployment may have removed the file.
 */
export const scheduleCore = (storedSession, fetchCore) => {
  if (typeof window === 'undefined' || typeof document === 'undefined') {
    return;
  }

  if (isCallbackPage()) {
    fetchCore();
  } else if (storedSession.state().idToken) {
    const seconds = Math.min(SETTLED_AFTER, Math.max(0, storedSession.firstRenewalIn() - BEFORE_RENEWAL));

    setTimeout(() => whenIdle(fetchCore), seconds * 1000);
  } else if (!navigator.connection?.saveData) {
    afterInteraction(fetchCore);
  }
};
