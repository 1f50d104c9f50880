// What is plain to see without the module: whether it has to be started at once.

const isText = (value) => typeof value === 'string' && value !== '';
const isList = (value) => value === undefined || (Array.isArray(value) && value.every(isText));

/** By whose name it is known that nothing is sent in the clear. */
const SAFE = /^(https:\/\/[\w.-]+|http:\/\/(localhost|127\.0\.0\.1))(:\d+)?$/;

const isSafe = (endpoint) => {
  try {
    // No user name, no way of writing a host that only a parser understands.
    return SAFE.test(endpoint.replace(/\/$/, '')) && Boolean(new URL(endpoint));
  } catch {
    return false;
  }
};

/** The module would take it. It is asked about all others, which may be good too. */
export const isPlainConfig = (config) => {
  try {
    const { endpoint, appId, scopes, resources, compatUrl, ...others } = config;

    return (
      isText(endpoint) &&
      isSafe(endpoint) &&
      isText(appId) &&
      isList(scopes) &&
      isList(resources) &&
      Object.values(others).every((value) => value === undefined)
    );
  } catch {
    return false;
  }
};

/** Does the page look like one that a provider sends visitors back to? The module is needed in a moment, then. */
export const isCallbackPage = () =>
  /[?&]state=/.test(globalThis.location?.search) && /[?&](code|error)=/.test(location.search);
