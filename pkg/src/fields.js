/**
 * Reading the fields of an object that the site's code made: a value of a wrong type is an error that names its
 * field. Rust receives values of the right types only.
 */
import { LogtoClientError } from './errors.js';

// The kinds of values. `read` returns the value as the core takes it, or `undefined` when the value is of another
// kind. A value that counts as left out is read as `null`.

const ofType = (type) => (value) => (typeof value === type ? value : undefined);
const string = /* @__PURE__ */ ofType('string');

/** The address of a string or a `URL`. */
export const hrefOf = (value) => string(value) ?? (value instanceof URL ? value.href : undefined);

export const stringsOf = (value) =>
  // `findIndex` looks at holes, too.
  Array.isArray(value) && value.findIndex((item) => typeof item !== 'string') < 0 ? value : undefined;

export const STRING = { expected: 'must be a string', read: string };
export const BOOLEAN = { expected: 'must be a boolean', read: /* @__PURE__ */ ofType('boolean') };
export const NUMBER = { expected: 'must be a number', read: /* @__PURE__ */ ofType('number') };
export const STRINGS = { expected: 'must be an array of strings', read: stringsOf };

/** An address; an empty one counts as left out. */
export const ADDRESS = {
  expected: 'must be a string or a URL',
  read: (value) => (hrefOf(value) === '' ? null : hrefOf(value)),
};

/** One string or several, as an array; an empty array counts as left out. */
export const ONE_OR_MORE_STRINGS = {
  expected: 'must be a string or an array of strings',
  read: (value) => {
    const list = stringsOf([value]) ?? stringsOf(value);

    return list?.length === 0 ? null : list;
  },
};

/** What a function returns; `undefined` when it throws. */
export const attempt = (run) => {
  try {
    return run();
  } catch {
    return undefined;
  }
};

/**
 * Returns `field(name, kind)`, which reads a field of `object`, and `refuse(name, expected)`, which makes the error
 * for a wrong one. A field that is missing, `null` or cannot be read is `undefined`.
 */
export const fieldReader = (object, code) => {
  const refuse = (name, expected) => new LogtoClientError(code, { field: name }, `\`${name}\` ${expected}`);
  const field = (name, { expected, read }) => {
    const value = attempt(() => object?.[name]) ?? null;
    const converted = value === null ? null : attempt(() => read(value));

    if (converted === undefined) {
      throw refuse(name, expected);
    }

    return converted ?? undefined;
  };

  return { field, refuse };
};
