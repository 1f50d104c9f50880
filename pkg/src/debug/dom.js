// Elements, and what is in them: text is text and never markup.

/**
 * @param {Record<string, unknown>} values attributes; functions are listeners, `undefined` and `false` are left out
 * @param children elements and texts
 */
export const make = (name, values = {}, ...children) => {
  const element = document.createElement(name);

  for (const [key, value] of Object.entries(values)) {
    if (typeof value === 'function') {
      element.addEventListener(key, value);
    } else if (value !== undefined && value !== false) {
      element.setAttribute(key, value === true ? '' : value);
    }
  }

  element.append(...children.filter((child) => child !== undefined));

  return element;
};
