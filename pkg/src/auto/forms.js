// Forms that know the visitor: fields are filled by their names, such as `email`.

const FILLED = /^(text|email|tel|url|search|hidden|textarea|select-one)$/;

/** By field, what was filled in. What the visitor typed is not in here. */
const filled = new WeakMap();

const fieldsIn = (element) =>
  'form' in element && 'value' in element ? [element] : element.querySelectorAll('input, textarea, select');

const fill = (visitor, field) => {
  const { logtoField } = field.dataset;
  const path = logtoField ?? field.name.toLowerCase().replace(/[\s-]+/g, '_');

  if (!path || !FILLED.test(field.type)) {
    return;
  }

  // A field that is called `message` is no reason to ask the provider.
  const value = visitor.valueOf(path, logtoField !== undefined) ?? '';
  const mine = filled.get(field) ?? '';

  // Whoever signs in next does not see what the last one was called.
  if (field.value === mine && value !== mine) {
    field.value = value;

    if (field.value !== value) {
      // An option that a list does not have.
      field.value = mine;
      return;
    }

    filled.set(field, value);
    // For the site's own scripts, as if it had been typed.
    field.dispatchEvent(new Event('input', { bubbles: true }));
    field.dispatchEvent(new Event('change', { bubbles: true }));
  }
};

export const fillForm = (visitor, element) => {
  for (const field of fieldsIn(element)) {
    fill(visitor, field);
  }
};
