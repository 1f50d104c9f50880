// Texts of the panel: templates such as "Add `{uri}`", filled with values. What is between backticks is shown as code.

/** What must be in no report, wherever it came from: addresses of people, and what is as long as a token. */
const PRIVATE = [/[^\s@"'`/]+@[^\s@"'`/]+\.[^\s@"'`/]+/g, /[\w.~-]{40,}/g];

/** For what others wrote: messages of errors, addresses of pages. */
export const clean = (text) => PRIVATE.reduce((rest, each) => rest.replace(each, '…'), `${text ?? ''}`);

/** Values of the site's own may have backticks, which are none of the template's. */
const fill = (template, values) =>
  template.replace(/\{(\w+)\}/g, (_, name) => `${values[name] ?? ''}`.replace(/`/g, '’'));

/** As text alone: for reports, in which backticks are code as well. */
export const plain = (template, values = {}) => fill(template, values);

/** In parts: `[text, isCode]`. */
export const parts = (template, values = {}) =>
  fill(template, values)
    .split('`')
    .map((text, index) => [text, index % 2 === 1])
    .filter(([text]) => text);
