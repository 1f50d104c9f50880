// What must be undone if the WebAssembly instance crashes: locks to release, requests to abort.

const cleanups = new Set();

/** Registers a clean-up for a crash. Returns a function that unregisters it. */
export const registerCleanup = (cleanup) => {
  cleanups.add(cleanup);
  return () => cleanups.delete(cleanup);
};

/** Runs and unregisters every clean-up. */
export const runCleanups = () => {
  for (const cleanup of cleanups) {
    cleanups.delete(cleanup);
    cleanup();
  }
};
