// What the compiled module needs of a page: what the site does its own way, the address bar, and what it asks.
//
// The compiled module imports this file. So of files it imports only what the module imports as well.
import { LATE, deadline, within } from './ends.js';

// The parts of an adapter. Whatever an adapter leaves out, the browser does.

/** Parts that the SDK made, each with the methods it was made with. */
const builtIn = new WeakMap();

/** Where an adapter has the verifier of its client, when that is the site's own. */
export const VERIFIER = Symbol('verifier');

/**
 * Marks a part as one that stands for the browser, which the module then uses directly: as long as the
 * part's methods are these.
 */
export const standIn = (part, methods = {}) => {
  builtIn.set(part, methods);
  return part;
};

const isBuiltIn = (part) => {
  const methods = builtIn.get(part);

  // A loop, since each call comes by here.
  for (const name in methods) {
    if (part[name] !== methods[name]) {
      return false;
    }
  }

  return methods !== undefined;
};

/** A part that the site does itself; `undefined` when the browser does it, `null` when nobody does. */
export const partOf = (adapter, name) => {
  if (name === 'jwtVerifier') {
    // On plain-http origins nothing can check signatures.
    return adapter?.[VERIFIER] ?? (globalThis.crypto?.subtle ? undefined : null);
  }

  const part = adapter?.[name] ?? undefined;

  // Who has a storage of its own may not have the browser's at all: nothing is cached there then.
  if (name === 'unstable_cache' && part === undefined) {
    return partOf(adapter, 'storage') && null;
  }

  return isBuiltIn(part) ? undefined : part;
};

/** A URL in its parts, as JSON; `undefined` for what is none. */
export const urlParts = (text) => {
  try {
    const { href, origin, pathname: path, searchParams } = new URL(text);

    return JSON.stringify({ href, origin, path, parameters: [...searchParams] });
  } catch {
    return undefined;
  }
};

/** Shows another address, without its being loaded, where the page is at `callbackUri`. */
export const showInstead = (callbackUri, url) => {
  const { history, location } = globalThis;
  const [callback, shown] = [callbackUri, url].map((each) => new URL(each));

  callback.hash = shown.hash = location?.hash ?? '';

  // The site may have gone on meanwhile. On servers and in workers there is no address bar at all.
  if (history && location?.href === callback.href) {
    try {
      // With the state that it has: routers keep theirs there.
      history.replaceState(history.state, '', shown);
    } catch {
      // Too often in too short a time, says the browser. The visitor is signed in all the same.
    }
  }
};

// What the module asks. Each answer is a promise, and what the site's own code throws rejects it.

/** Calls a part of the adapter. */
const callPart = async (adapter, part, ...values) => part.apply(adapter, values);

/** The arguments that are there. */
const given = (...values) => values.filter((value) => value !== undefined);

/** Stores values one after the other, and puts back what was there when one of them does not fit. */
const writeInTurn = async (storage, values) => {
  const put = (name, value) =>
    value === null ? storage.removeItem(name) : storage.setItem(name, value);
  const done = [];

  for (const [name, value] of values) {
    const before = (await storage.getItem(name)) ?? null;

    if (before === value) {
      continue;
    }

    done.unshift([name, before]);

    try {
      await put(name, value);
    } catch (error) {
      for (const [name, before] of done) {
        try {
          await put(name, before);
        } catch {
          // As far as it goes: the first error is the one to tell.
        }
      }

      throw error;
    }
  }
};

/** The seconds that a `Retry-After` asks for: it is a number of them, or a date. */
const secondsOf = (text) => {
  const number = Number.parseFloat(text);
  const seconds = Number.isNaN(number) ? (Date.parse(text) - Date.now()) / 1000 : number;

  // A date that is none is not a number either.
  return seconds >= 0 ? seconds : undefined;
};

/** Asks the site's requester, for the text of what it answers. */
const request = async (adapter, requester, url, init) => {
  try {
    return [200, JSON.stringify(await within('answer', callPart(adapter, requester, ...given(url, init)))) ?? ''];
  } catch (error) {
    if (error === LATE) {
      return [0];
    }

    throw error;
  }
};

/** Sends a request: `[status, body, retryAfter?, response?]`; `[0, , , why]` when nothing came. */
const send = async (adapter, url, form, bearer) => {
  const requester = partOf(adapter, 'requester');
  const isPlain = form === undefined && bearer === undefined;
  const init = {
    ...(form !== undefined && {
      method: 'POST',
      body: form,
      // A page that is left meanwhile still sends it.
      keepalive: true,
    }),
    // A token endpoint has no business sending codes and tokens elsewhere.
    ...(!isPlain && { redirect: 'error' }),
    headers: {
      ...(form !== undefined && { 'Content-Type': 'application/x-www-form-urlencoded' }),
      ...(bearer !== undefined && { Authorization: `Bearer ${bearer}` }),
    },
  };

  if (requester) {
    // As plain as it can be: what a requester is called with is seen by the site.
    return request(adapter, requester, url, isPlain ? undefined : init);
  }

  const { signal, done } = deadline('answer');

  try {
    // The global, not `window.fetch`: it is there in workers and on servers too.
    const response = await fetch(url, { ...init, signal });
    // An error's cause is the response with its body still to be read.
    const cause = response.ok ? undefined : response.clone();

    return [response.status, await response.text(), secondsOf(response.headers.get('Retry-After')), cause];
  } catch (error) {
    return [0, undefined, undefined, error];
  } finally {
    done();
  }
};

/** Leaves for another page; `false` where there is nothing to navigate. */
const leave = async (adapter, url, purpose, redirectUri) => {
  const navigate = partOf(adapter, 'navigate');

  if (navigate) {
    await callPart(adapter, navigate, url, { for: purpose, ...(redirectUri !== undefined && { redirectUri }) });
    return true;
  }

  try {
    // By the name that every page has, whatever its class is called by now.
    globalThis.window.location.assign(url);
    return true;
  } catch {
    return false;
  }
};

const bytesOf = (base64url) =>
  Uint8Array.from(atob(base64url.replace(/-/g, '+').replace(/_/g, '/')), (character) =>
    character.charCodeAt(0)
  );

/** Is it a signature over `input`? `null` where the browser is older than the algorithm; `undefined` on plain http. */
const verify = async (_adapter, parameters, jwk, input, signature) => {
  const { subtle } = globalThis.crypto ?? {};
  const algorithm = JSON.parse(parameters);

  if (!subtle) {
    return undefined;
  }

  try {
    const key = await subtle.importKey('jwk', JSON.parse(jwk), algorithm, false, ['verify']);

    return await subtle.verify(algorithm, key, bytesOf(signature), new TextEncoder().encode(input));
  } catch (error) {
    // Anything else is a key that is none, and verifies nothing.
    return error?.name === 'NotSupportedError' ? null : false;
  }
};

/** The left half of a hash, in base64url. */
const halfHash = async (_adapter, name, text) => {
  const hash = await globalThis.crypto?.subtle?.digest(name, new TextEncoder().encode(text));
  const half = hash && String.fromCharCode(...new Uint8Array(hash, 0, hash.byteLength / 2));

  return half && btoa(half).replace(/\+/g, '-').replace(/\//g, '_').replace(/=/g, '');
};

/** In the order in which the module knows them. */
const QUESTIONS = [
  (adapter, part, method, name, value) => partOf(adapter, part)[method](...given(name, value)),
  (adapter, values) => writeInTurn(partOf(adapter, 'storage'), JSON.parse(values)),
  (adapter, part, verifier) => callPart(adapter, partOf(adapter, part), ...given(verifier)),
  send,
  leave,
  verify,
  halfHash,
  // It was there a moment ago. Without it, nobody has verified anything: that rejects, too.
  (adapter, token) => partOf(adapter, 'jwtVerifier').verifyIdToken(token),
];

/** Asks one of them. */
export const ask = async (adapter, what, ...values) => QUESTIONS[what](adapter, ...values);
