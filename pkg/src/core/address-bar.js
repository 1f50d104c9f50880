// The address of the page.

/** Loads another page. Returns `false` where there is no page, for example on a server. */
export const navigate = (url) => {
  try {
    // By the name that every page has: the page's scripts may use the name of its class, `Window`, for something else.
    globalThis.window.location.assign(url);
    return true;
  } catch {
    return false;
  }
};

/** Shows `url` in the address bar without loading it, if the page is still at `callbackUri`. The fragment stays. */
export const replaceAddress = (callbackUri, url) => {
  const { history, location } = globalThis;
  const [callback, shown] = [callbackUri, url].map((each) => new URL(each));

  callback.hash = shown.hash = location?.hash ?? '';

  // Servers and workers have no address bar.
  if (history && location?.href === callback.href) {
    try {
      // With the state that the entry has: routers keep theirs there.
      history.replaceState(history.state, '', shown);
    } catch {
      // The browser limits how often the address may change. The visitor is signed in all the same.
    }
  }
};
