// Goes into the callback page behind the code of the library, which has made `use`.

const called = performance.now();

globalThis.use = use;

/** How long the callback took: from the call, and since the browser asked for this page. */
globalThis.handled = use.handleCallback().then(() => {
  const done = performance.now();
  const [{ fetchStart }] = performance.getEntriesByType('navigation');

  return { sinceCall: done - called, sinceArrival: done - fetchStart, at: performance.timeOrigin + done };
});
