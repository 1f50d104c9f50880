// A page as Webflow publishes it: what the designer drew, with the custom code pasted into it.

import { escapeForHtml } from './html.js';

// What a reader of the tutorial, or of the README, replaces by hand, and nothing else: the code around
// it stays to the letter.
const PLACEHOLDERS = {
  'https://esm.run/@logto/browser': 'importUrl',
  'https://cdn.jsdelivr.net/npm/logto-wasm@0.1/dist/auto.js': 'autoUrl',
  '<your-logto-endpoint>': 'endpoint',
  '<your-application-id>': 'appId',
  'https://your-awesome-site.webflow.io': 'address',
};

const placeholder = new RegExp(
  Object.keys(PLACEHOLDERS)
    .map((text) => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'))
    .join('|'),
  'g'
);

// A script's tag, which is markup with attributes in quotes, and then what is inside it.
const script = /(<script\b(?:"[^"]*"|'[^']*'|[^"'>])*>)([^]*?)(?=<\/script)/i;

/**
 * Fill the placeholders: those in a script, each of which stands inside a JavaScript string, and those
 * in an attribute in quotes, or in text.
 *
 * One pass, so that a value that reads like a placeholder is not replaced in its turn.
 *
 * @param {string} code custom code, as it is pasted into a page
 * @param {{ importUrl: string, autoUrl: string, endpoint: string, appId: string, address: string }} values
 * @returns {string}
 */
export const fillPlaceholders = (code, values) =>
  code
    .split(script)
    // What `split` has captured comes between what it has split: markup, a tag, its script, markup …
    .map((part, index) => {
      const escape = index % 3 === 2 ? escapeForScript : escapeForHtml;

      return part.replace(placeholder, (text) => escape(values[PLACEHOLDERS[text]]));
    })
    .join('');

/**
 * Escape a value for a quoted JavaScript string in an inline script.
 *
 * Besides the quotes and the backslash, `<`, `>` and `&` are escaped too: the HTML parser ends a
 * script at `</script` wherever it stands, a string included.
 *
 * @param {string} value
 * @returns {string}
 */
export const escapeForScript = (value) =>
  String(value).replace(
    /[\\'"`$<>&\u0000-\u001F\u007F\u2028\u2029]/g,
    (character) => `\\u${character.codePointAt(0).toString(16).padStart(4, '0')}`
  );

/**
 * Put the site's head code before `</head>` and the page's own code before `</body>`.
 *
 * @param {string} html the page as the designer exports it
 * @param {object} customCode
 * @param {string} customCode.headCode
 * @param {string} customCode.bodyCode
 * @param {string} [customCode.firstCode] comes before everything else in the head: no field of
 *   Webflow's does that, so it is not for sites, but for what is tried out on them
 * @returns {string}
 */
export const composePage = (html, { headCode, bodyCode, firstCode = '' }) => {
  const [headTag] = html.match(/<head(?:\s[^>]*)?>/i) ?? [];
  const headStart = headTag === undefined ? -1 : html.indexOf(headTag) + headTag.length;
  const headEnd = html.indexOf('</head>');
  // The last one: a page may speak of `</body>` in a comment, but it ends only once.
  const bodyEnd = html.lastIndexOf('</body>');

  if (headStart < 0 || headEnd < headStart || bodyEnd < headEnd) {
    throw new Error(
      'A page needs <head>, </head> and then </body>: custom code goes before the ends of both.'
    );
  }

  return [
    html.slice(0, headStart),
    firstCode,
    html.slice(headStart, headEnd),
    headCode,
    html.slice(headEnd, bodyEnd),
    bodyCode,
    html.slice(bodyEnd),
  ].join('');
};
