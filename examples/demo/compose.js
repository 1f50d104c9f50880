// A page as Webflow publishes it: what the designer drew, with the custom code pasted into it.

// What a reader of the tutorial replaces by hand, and nothing else: the code around it stays to the letter.
const PLACEHOLDERS = {
  'https://esm.run/@logto/browser': 'importUrl',
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

/**
 * Fill the tutorial's placeholders, each of which stands inside a JavaScript string.
 *
 * One pass, so that a value that reads like a placeholder is not replaced in its turn.
 *
 * @param {string} code custom code
 * @param {{ importUrl: string, endpoint: string, appId: string, address: string }} values
 * @returns {string}
 */
export const fillPlaceholders = (code, values) =>
  code.replace(placeholder, (text) => escapeForScript(values[PLACEHOLDERS[text]]));

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
 * @param {{ headCode: string, bodyCode: string }} customCode
 * @returns {string}
 */
export const composePage = (html, { headCode, bodyCode }) => {
  const headEnd = html.indexOf('</head>');
  // The last one: a page may speak of `</body>` in a comment, but it ends only once.
  const bodyEnd = html.lastIndexOf('</body>');

  if (headEnd < 0 || bodyEnd < headEnd) {
    throw new Error('A page needs </head> and then </body>: custom code goes before each of them.');
  }

  return [
    html.slice(0, headEnd),
    headCode,
    html.slice(headEnd, bodyEnd),
    bodyCode,
    html.slice(bodyEnd),
  ].join('');
};
