// Requests that end: in an answer, in none, or because nobody waits any longer.

/** How long, in milliseconds, an answer is waited for. Two of them one after the other fit into what a check has. */
export const PATIENCE = 4000;

/** What a promise comes to, or `late`. */
export const within = (milliseconds, promise, late) => {
  let timer;

  return Promise.race([
    promise,
    new Promise((resolve) => {
      timer = setTimeout(resolve, milliseconds, late);
    }),
  ]).finally(() => clearTimeout(timer));
};

/**
 * Asks an address.
 *
 * @returns `{ response, text }`; without one, `{ isLate }`
 */
export const ask = async (url, init) => {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), PATIENCE);

  try {
    const response = await fetch(url, {
      credentials: 'omit',
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
      signal: controller.signal,
      ...init,
    });

    return { response, text: await response.text() };
  } catch {
    return { isLate: controller.signal.aborted };
  } finally {
    clearTimeout(timer);
  }
};

/** Is it an address that can be asked? */
export const isWebAddress = (text) => {
  try {
    return /^https?:$/.test(new URL(text).protocol);
  } catch {
    return false;
  }
};

/** An object that a text is the JSON of. */
export const parse = (text) => {
  try {
    const value = JSON.parse(text);

    return typeof value === 'object' ? value ?? undefined : undefined;
  } catch {
    return undefined;
  }
};

/** Random text, as long as the parameters that have to be guessed by nobody. */
export const random = () =>
  btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(32))))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=/g, '');

/** By directive, the origins that the page's policy refused. */
const refused = [];

if (typeof document !== 'undefined') {
  document.addEventListener('securitypolicyviolation', ({ blockedURI, effectiveDirective, disposition }) => {
    if (disposition === 'enforce') {
      refused.push(`${effectiveDirective} ${blockedURI}`);
    }
  });
}

/** Did the page's policy (CSP) refuse an address? Told a moment after the request has failed. */
export const wasRefused = async (directive, url) => {
  await new Promise((resolve) => {
    setTimeout(resolve, 50);
  });

  const { origin } = new URL(url);

  return refused.some((each) => each.startsWith(`${directive} ${origin}`));
};
