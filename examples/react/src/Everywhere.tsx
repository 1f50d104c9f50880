import LogtoClient from '@logto/browser';
import { useSyncExternalStore } from 'react';

import { logto } from './config';

// Another client of the same application is the same session.
const { subscribe, getSnapshot } = new LogtoClient(logto);

/** Who is signed in, in whatever tab that changes. */
export const Everywhere = () => {
  const { isAuthenticated, claims } = useSyncExternalStore(subscribe, getSnapshot);

  return (
    <footer>
      {isAuthenticated ? `${claims?.name} is signed in, in every tab.` : 'Nobody is signed in.'}
    </footer>
  );
};
