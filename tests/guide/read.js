// The guide for Webflow, taken apart: what it tells its readers to paste, and which pictures it shows.

import { readFile } from 'node:fs/promises';

export const LANGUAGES = ['en', 'fr'];

const FILES = { en: 'webflow.md', fr: 'webflow.fr.md' };

/** @param {'en' | 'fr'} language */
export const readGuide = (language) =>
  readFile(new URL(`../../docs/${FILES[language]}`, import.meta.url), 'utf8');

/** Where on a page a snippet belongs. */
const PLACES = ['whole', 'head', 'body tag', 'body', 'foot'];

const block = /^( *)<!-- page: ([^,\n]+?)(?:, ([^\n]+?))? -->\n\1```html\n(.*?)^\1```$/gms;

/**
 * The snippets, in order: those after a comment that says which page they are for, such as
 * `<!-- page: members, head -->`; without a place they belong into the body.
 *
 * @param {string} guide
 * @returns {Array<{ page: string, place: string, code: string }>}
 */
export const snippetsOf = (guide) =>
  [...guide.matchAll(block)].map(([, indent, page, place = 'body', code]) => {
    if (!PLACES.includes(place)) {
      throw new Error(`There is no place "${place}" on a page.`);
    }

    return { page, place, code: code.replace(new RegExp(`^${indent}`, 'gm'), '') };
  });

/** Every block of HTML, whatever is before it. */
export const countBlocks = (guide) => (guide.match(/^ *```html$/gm) ?? []).length;

/** The pictures a guide shows, in order. */
export const picturesOf = (guide) =>
  [...guide.matchAll(/!\[([^\]]*)\]\(webflow\/([^)]+)\)/g)].map(([, alt, file]) => ({ alt, file }));

/** The attributes that the tables tell to set, each as its name and value. */
export const attributesOf = (guide) =>
  [...guide.matchAll(/^\|[^|]*\| `(data-logto[a-z-]*)` \| (?:`((?:[^`\\]|\\.)*)`)? ?\|$/gm)].map(
    ([, name, value = '']) => ({ name, value: value.replace(/\\\|/g, '|') })
  );

/** What the guide says to register in Logto, for each way. */
export const registrationsOf = (guide) =>
  Object.fromEntries(
    [...guide.matchAll(/^ *\| ([AB])\W[^|]*\| `(http[^`]+)` \| `(http[^`]+)` \|$/gm)].map(
      ([, way, redirectUri, postSignOutRedirectUri]) => [way, { redirectUri, postSignOutRedirectUri }]
    )
  );

/** Addresses of headings, as GitHub makes them. */
export const anchorsOf = (guide) =>
  [...guide.matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replace(/ /g, '-')
  );

/** The links within a guide. */
export const innerLinksOf = (guide) => [...guide.matchAll(/\]\(#([^)]+)\)/g)].map(([, anchor]) => anchor);
