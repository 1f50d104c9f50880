/** Whether the page's address looks like an authorization response: it has `state`, and `code` or `error`. */
export const isCallbackPage = () =>
  /[?&]state=/.test(globalThis.location?.search) && /[?&](code|error)=/.test(location.search);
