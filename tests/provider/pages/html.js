/**
 * Markup in which everything that is put in is escaped, unless it is markup itself.
 */
const ENTITIES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

const escape = (text) => String(text).replace(/[&<>"']/gu, (character) => ENTITIES[character]);

class Markup {
  constructor(text) {
    this.text = text;
  }

  toString() {
    return this.text;
  }
}

function render(value) {
  if (value === undefined || value === null || value === false) return '';
  if (value instanceof Markup) return value.text;
  if (Array.isArray(value)) return value.map(render).join('');
  return escape(value);
}

/** A template tag. */
export function html(strings, ...values) {
  return new Markup(strings.reduce((text, string, index) => text + render(values[index - 1]) + string));
}

/** For markup that this code or oidc-provider made itself. */
export const trusted = (text) => new Markup(text);
