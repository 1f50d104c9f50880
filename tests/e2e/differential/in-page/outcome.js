/** What a call came to, as plain data that can be compared and printed. */

const CLASSES = ['LogtoError', 'LogtoClientError', 'LogtoRequestError'];

/** The same text for the same value, whatever the order of its fields; `undefined` is left out. */
export const canonical = (value) =>
  JSON.stringify(value, (_name, part) =>
    part && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part
  );

/** A value as a person wants to read it in a report. */
export const show = (value) => {
  if (value instanceof URL) return `URL(${JSON.stringify(value.href)})`;
  if (Array.isArray(value)) return `[${value.map(show).join(', ')}]`;
  if (value && typeof value === 'object') {
    return `{ ${Object.entries(value)
      .map(([name, part]) => `${JSON.stringify(name)}: ${show(part)}`)
      .join(', ')} }`;
  }
  return typeof value === 'string' ? JSON.stringify(value) : String(value);
};

const dataOf = (sdk, data) => (data instanceof sdk.OidcError ? { OidcError: { ...data } } : data);

const causeOf = async (cause) =>
  cause instanceof Response
    ? { status: cause.status, body: cause.bodyUsed ? 'used' : await cause.clone().text() }
    : cause && { name: cause.name };

/** An error by its class, the most special of the SDK's own or else its name. */
const failure = async (sdk, error) => ({
  ending: {
    threw: CLASSES.find((name) => error instanceof sdk[name]) ?? error?.name ?? typeof error,
    name: error?.name,
    code: error?.code,
  },
  message: error?.message,
  data: dataOf(sdk, error?.data),
  cause: await causeOf(error?.cause),
});

/**
 * How a call ended.
 *
 * @param {object} sdk whose error classes the error may be of
 * @param {() => unknown} call
 */
export const endingOf = async (sdk, call) => {
  try {
    return { ending: { gave: await call() } };
  } catch (error) {
    return failure(sdk, error);
  }
};

/** The facets of a further call, each under a name that starts with the call's. */
export const prefixed = (prefix, facets) =>
  Object.fromEntries(Object.entries(facets).map(([name, facet]) => [`${prefix} ${name}`, facet]));

/** A query or form as its parameters: a multiset, so in an order of its own. */
export const parameters = (text) =>
  [...new URLSearchParams(text)].sort((a, b) => (canonical(a) < canonical(b) ? -1 : 1));

/** A request as a server sees it. */
export const requestOf = (url, init = {}) => ({
  url: String(url),
  method: init.method ?? 'GET',
  headers: [...new Headers(init.headers)],
  ...(init.body !== undefined && { form: parameters(init.body) }),
});

/** The values of each parameter, as a facet of its own. */
const byName = (pairs) => {
  const facets = {};
  for (const [name, value] of pairs) (facets[`?${name}`] ??= []).push(value);
  return facets;
};

/**
 * Where the visitor is sent: the place, and each of the parameters.
 *
 * @param {Array<{ url: string, parameters?: object }>} navigations of which there is one at most
 */
export const departure = ([navigation, ...more]) => {
  if (!navigation) return {};
  const [place, ...query] = String(navigation.url).split('?');
  return {
    place,
    ...byName(new URLSearchParams(query.join('?'))),
    navigate: navigation.parameters,
    departures: more,
  };
};
