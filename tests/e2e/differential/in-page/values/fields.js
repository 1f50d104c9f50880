/**
 * The values of fields, and the objects that are made of them.
 *
 * Each field has values that an SDK has to take (`good`), and some that it cannot mean (`bad`), each
 * with the name of what is bad about it. A case knows what is bad in it, so that a rule can speak
 * for that and for nothing else.
 */

/** Texts that are hard to carry through a query, a form or JSON. */
export const ODD = [
  'a b',
  'a+b',
  'a%20b',
  'a&b=c',
  'a#b?c',
  'ä',
  '日本',
  '😀',
  '"\'\\',
  '<&>',
  '__proto__',
  'constructor',
  'a\nb',
  'a\u0000b',
  "~!*()'-._",
];

export const NULL = ['null', null];
export const NOT_A_TEXT = [42, true, {}, []].map((value) => ['type', value]);
export const NOT_A_LIST = [42, true, 'email', {}, [42], [null]].map((value) => ['type', value]);
export const NOT_A_FLAG = [0, 'no', ''].map((value) => ['type', value]);

/** Nothing at all in half of the cases. */
export const usually = (...good) => [...good, ...good.map(() => undefined)];

/**
 * An object with a value for each field, and what is bad in it, by field.
 *
 * @param {number} badShare how many of the objects have something bad in them
 */
export const fill = (fields, random, badShare) => {
  const object = {};
  for (const [name, { good, lists }] of Object.entries(fields)) {
    const value = lists ? random.pick([undefined, random.several(lists, 5)]) : random.pick(good);
    if (value !== undefined) object[name] = value;
  }

  const bad = {};
  if (random.chance(badShare)) {
    const name = random.pick(Object.keys(fields).filter((field) => fields[field].bad.length > 0));
    [bad[name], object[name]] = random.pick(fields[name].bad);
  }
  return { object, bad };
};
