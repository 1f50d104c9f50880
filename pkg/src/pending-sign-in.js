import { BrowserStorage, storedValue } from './browser-storage.js';
import { PersistKey } from './enums.js';

/** Copies of the pending sign-ins of all tabs. They are where the tokens are. */
const COPIES = 'signInSessions';

/** Whether the browser's storage may hold a pending sign-in of a client. Only the core can tell for sure. */
export const mayHavePendingSignIn = ({ appId, cacheLocation }) => {
  const storage = new BrowserStorage(appId, cacheLocation);
  const value = (item, key = storage.getKey(item)) => storedValue(() => storage.area(item), key);

  return Boolean(
    value(PersistKey.SignInSession) ||
      // Where early versions of @logto/browser kept it.
      value(PersistKey.SignInSession, storage.getKey()) ||
      value(COPIES)
  );
};
