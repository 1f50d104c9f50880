// Addresses that look like the redirect URI. The browser's own parser says what an address is; whatever is the
// same to it is the same.

import { caseList } from '../case-list.js';

const { cases, add } = caseList();

export { cases };

const CODE = 'callback_uri_verification.redirect_uri_mismatched';

/** What becomes of the answer's parameters is the same everywhere: only the place is changed. */
const LOOK_ALIKES = [
  ['/callback.evil', ({ origin }) => `${origin}/callback.evil`],
  ['/callback/', ({ origin }) => `${origin}/callback/`],
  ['/callback//', ({ origin }) => `${origin}/callback//`],
  ['/callback/more', ({ origin }) => `${origin}/callback/more`],
  ['/Callback', ({ origin }) => `${origin}/Callback`],
  ['/CALLBACK', ({ origin }) => `${origin}/CALLBACK`],
  ['/callbac', ({ origin }) => `${origin}/callbac`],
  ['/callbackk', ({ origin }) => `${origin}/callbackk`],
  ['/', ({ origin }) => `${origin}/`],
  ['no path', ({ origin }) => origin],
  ['//callback', ({ origin }) => `${origin}//callback`],
  ['/\\callback', ({ origin }) => `${origin}/\\callback`],
  ['/x/callback', ({ origin }) => `${origin}/x/callback`],
  ['/callback/..', ({ origin }) => `${origin}/callback/..`],
  ['/callback/.', ({ origin }) => `${origin}/callback/.`],
  ['/callback%2F..', ({ origin }) => `${origin}/callback%2F..`],
  ['/x%2F..%2Fcallback', ({ origin }) => `${origin}/x%2F..%2Fcallback`],
  ['/%63allback', ({ origin }) => `${origin}/%63allback`],
  ['/callback;', ({ origin }) => `${origin}/callback;`],
  ['/callback;x=1', ({ origin }) => `${origin}/callback;x=1`],
  ['/callback&', ({ origin }) => `${origin}/callback&`],
  ['/callback%3F', ({ origin }) => `${origin}/callback%3F`],
  ['/callback%23', ({ origin }) => `${origin}/callback%23`],
  ['/callback%00', ({ origin }) => `${origin}/callback%00`],
  ['/callback%20', ({ origin }) => `${origin}/callback%20`],
  ['/callback%0A', ({ origin }) => `${origin}/callback%0A`],
  ['/cаllback, in part Cyrillic', ({ origin }) => `${origin}/c\u0430llback`],
  ['/callback with a zero-width space', ({ origin }) => `${origin}/callback\u200b`],
  ['https', ({ host }) => `https://${host}/callback`],
  ['127.0.0.1', ({ port }) => `http://127.0.0.1:${port}/callback`],
  ['[::1]', ({ port }) => `http://[::1]:${port}/callback`],
  ['a host with a dot behind', ({ port }) => `http://localhost.:${port}/callback`],
  ['a host below', ({ port }) => `http://x.localhost:${port}/callback`],
  ['a host that begins alike', ({ port }) => `http://localhost.evil.test:${port}/callback`],
  ['a host that ends alike', ({ port }) => `http://evil-localhost:${port}/callback`],
  ['another host', ({ port }) => `http://evil.test:${port}/callback`],
  ['another host behind the at sign', ({ host }) => `http://${host}@evil.test/callback`],
  ['another host before a fragment', ({ host }) => `http://evil.test#@${host}/callback`],
  ['another host before a query', ({ host }) => `http://evil.test?@${host}/callback`],
  ['another host before a backslash', ({ host }) => `http://evil.test\\@${host}/callback`],
  ['the default port', () => 'http://localhost/callback'],
  ['port 80', () => 'http://localhost:80/callback'],
  ['a port more', ({ port }) => `http://localhost:${Number(port) + 1}/callback`],
  ['a user', ({ host }) => `http://user@${host}/callback`],
  ['a user and a password', ({ host }) => `http://user:secret@${host}/callback`],
  ['a password alone', ({ host }) => `http://:secret@${host}/callback`],
  ['blob:', ({ origin }) => `blob:${origin}/callback`],
  ['view-source:', ({ origin }) => `view-source:${origin}/callback`],
  ['filesystem:', ({ origin }) => `filesystem:${origin}/callback`],
  ['javascript:', ({ host }) => `javascript://${host}/callback`],
  ['data:', () => 'data:text/html,callback'],
  ['file:', () => 'file:///callback'],
  ['ftp:', ({ host }) => `ftp://${host}/callback`],
  ['ws:', ({ host }) => `ws://${host}/callback`],
];

/** What the browser takes for the redirect URI, too. */
const SAME = [
  ['/x/../callback', ({ origin }) => `${origin}/x/../callback`],
  ['/./callback', ({ origin }) => `${origin}/./callback`],
  ['/%2e/callback', ({ origin }) => `${origin}/%2e/callback`],
  ['/x/%2E%2E/callback', ({ origin }) => `${origin}/x/%2E%2E/callback`],
  ['\\callback', ({ origin }) => `${origin}\\callback`],
  ['a host in upper case', ({ port }) => `http://LOCALHOST:${port}/callback`],
  ['a host with an escape', ({ port }) => `http://%6cocalhost:${port}/callback`],
  ['a host in wide letters', ({ port }) => `http://ｌｏｃａｌｈｏｓｔ:${port}/callback`],
  ['a scheme in upper case', ({ host }) => `HTTP://${host}/callback`],
  ['no slashes', ({ host }) => `http:${host}/callback`],
  ['backslashes', ({ host }) => `http:\\\\${host}\\callback`],
  ['a port with zeros before', ({ port }) => `http://localhost:0${port}/callback`],
  ['a newline within', ({ origin }) => `${origin}/call\nback`],
  ['a tab within', ({ origin }) => `${origin}/call\tback`],
  ['spaces before', ({ origin }) => `  ${origin}/callback`],
];

const placeOf = ({ bench }) => {
  const { origin, host, port } = new URL(bench.address);
  return { origin, host, port };
};

const withAnswer = (place, { callback }) => `${place}${new URL(callback).search}`;

for (const [what, place] of LOOK_ALIKES) {
  add(`a callback at another address: ${what} → ${CODE}`, async (target) => {
    const uri = withAnswer(place(placeOf(target)), target);
    await target.refusesCallback(CODE, { uri, sends: 0 });
  });
}

for (const [what, place] of SAME) {
  add(`a callback at the same address: ${what} is accepted`, async (target) => {
    await target.acceptsCallback(withAnswer(place(placeOf(target)), target));
  });
}

for (const [what, text] of [['empty', ''], ['a path', '/callback'], ['a query', '?'], ['no URL', 'not a url'], ['a scheme', 'http://']]) {
  add(`a callback that is ${what} → ${CODE}`, async (target) => {
    await target.refusesCallback(CODE, { uri: withAnswer(text, target), sends: 0 });
  });
}

/** Redirect URIs of other kinds, and what looks like them. */
const OTHERS = [
  ['https://shop.test/callback', [
    'https://shop.test:8443/callback',
    'http://shop.test/callback',
    'http://shop.test:443/callback',
    'https://shop.test./callback',
    'https://www.shop.test/callback',
    'https://shop.test.evil.test/callback',
    'https://shop.test@evil.test/callback',
    'https://evil.test/callback',
    'https://evil.test/https://shop.test/callback',
  ], ['https://shop.test:443/callback', 'https://SHOP.test/callback']],
  ['https://shop.test:8443/callback', ['https://shop.test/callback', 'https://shop.test:443/callback'], ['https://shop.test:08443/callback']],
  ['https://shop.test/callback?tenant=7', [
    'https://shop.test/callback',
    'https://shop.test/callback?tenant=8',
    'https://shop.test/callback?tenant=77',
    'https://shop.test/callback?tenant',
    'https://shop.test/callback?Tenant=7',
    'https://shop.test/callback?x=1#tenant=7',
  ], ['https://shop.test/callback?x=1&tenant=7', 'https://shop.test/callback?tenant=%37']],
  ['io.example.app://callback', [
    'io.example.app://callback.evil',
    'io.example.app://callback/',
    'io.example.app:/callback',
    'io.example.apps://callback',
    'https://callback',
    'javascript://callback',
  ], ['IO.EXAMPLE.APP://callback']],
];

for (const [redirectUri, others, same] of OTHERS) {
  const uriOf = (target, place) => {
    target.session.redirectUri = redirectUri;
    target.callback = target.callbackAt(redirectUri);
    return target.callbackAt(place);
  };

  for (const place of others) {
    add(`a callback at ${place} for ${redirectUri} → ${CODE}`, async (target) => {
      const uri = uriOf(target, place);
      await target.refusesCallback(CODE, { uri, sends: 0 });
    });
  }

  for (const place of same) {
    add(`a callback at ${place} for ${redirectUri} is accepted`, async (target) => {
      await target.acceptsCallback(uriOf(target, place));
    });
  }
}
