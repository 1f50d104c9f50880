// Follows the code of the library in the callback page; that code declares `use`.

const called = performance.now();

globalThis.use = use;

/** How long the callback took: from the call, and since the browser asked for this page. */
globalThis.handled = use.handleCallback().then(() => {
  const done = performance.now();
  const [{ fetchStart }] = performance.getEntriesByType('navigation');

  return { sinceCall: done - called, sinceArrival: done - fetchStart, at: performance.timeOrigin + done };
});
