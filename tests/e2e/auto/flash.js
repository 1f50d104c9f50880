// What is seen of a page before its visitor is known: pages that come slowly, or whose script does.
import { readFileSync } from 'node:fs';

import { expect } from '../support/test.js';

/** In the head of a page: hides what is for some visitors only, until it is known who this one is. */
export const [STYLE] = /^<style>.*<\/style>$/mu.exec(
  readFileSync(new URL('../../../docs/attributes.md', import.meta.url), 'utf8')
);

/** Runs first in the page: notes for each frame which of its elements are there to see. */
const watchFrames = () => {
  const isSeen = (element) =>
    getComputedStyle(element).visibility === 'visible' && element.getClientRects().length > 0;
  const note = () => {
    const elements = [...document.querySelectorAll('[data-logto-show],[data-logto-require]')];

    window.watched.frames.push(elements.filter(isSeen).map(({ id }) => id).join(' '));
    requestAnimationFrame(note);
  };

  window.watched = { frames: [] };
  requestAnimationFrame(note);
  new MutationObserver(() => {
    window.watched.knownAt ??= performance.now();
  }).observe(document.documentElement, { attributeFilter: ['data-logto-state'] });
};

/** Runs in the page: what has been seen of it so far. */
const look = () => {
  const [paint] = performance.getEntriesByName('first-contentful-paint');

  return {
    path: location.pathname,
    isParsed: Boolean(document.getElementById('members')),
    state: document.documentElement.dataset.logtoState,
    paintedAt: paint?.startTime,
    ...window.watched,
  };
};

/** What a page has been seen to do; nothing of one that is being left. */
export const seenOf = (page) => page.evaluate(look).catch(() => ({}));

// Some engines paint no page that has hardly any text yet.
const TEXT = `<p>${'There is much to read on this page. '.repeat(40)}</p>`;

const BEGINNING = `<body>
  <p id="in" data-logto-show="signed-in">Signed in</p>
  <p id="out" data-logto-show="signed-out">Signed out</p>
  <p id="members" data-logto-require="signed-in">For members</p>${TEXT}`;

const END = '<p id="late" data-logto-show="signed-in">For members, too</p></body></html>';

/** What there is to see, by who is looking. */
export const SEEN = { 'signed-out': 'out', 'signed-in': 'in members late' };

/** What can be slow. */
export const SLOW = ['script', 'page'];

const promise = () => {
  let release;
  const released = new Promise((resolve) => {
    release = resolve;
  });

  return { released, release };
};

/** Holds the layer's script back, until the function that is answered is called. */
export const holdScript = (auto) => {
  const { released, release } = promise();

  auto.held.set('/logto-wasm/auto.js', released);
  return release;
};

/**
 * Serves pages that stop half-way.
 *
 * @param auto the fixture
 * @param {'script' | 'page'} slow what of them is held back
 * @param {Record<string, { isBlocking?: boolean, hasStyle?: boolean }>} pages by path, with what keeps them from
 *   showing too much
 * @returns {() => void} lets the rest come
 */
export const serveSlowly = (auto, slow, pages) => {
  const { released, release } = promise();
  const isPage = slow === 'page';

  for (const [path, { isBlocking, hasStyle }] of Object.entries(pages)) {
    const tag = auto.tag({ blocking: isBlocking ? 'render' : undefined });
    const head = `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>${path}</title><link rel="icon" href="data:,"><script>(${watchFrames})()</script>${hasStyle ? STYLE : ''}${tag}</head>`;

    auto.pages.set(path, [head + BEGINNING, isPage ? released.then(() => END) : END]);
  }

  return isPage ? release : holdScript(auto);
};

/** Waits for a page to know its visitor and to be painted, and answers what has been seen of it. */
export const finished = async (page, path, state) => {
  await expect
    .poll(async () => {
      const { frames, ...seen } = await seenOf(page);
      return { ...seen, last: frames?.at(-1), isPainted: seen.paintedAt !== undefined };
    })
    .toMatchObject({ path, state, last: SEEN[state], isPainted: true });

  return seenOf(page);
};
