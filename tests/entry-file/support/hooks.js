/**
 * Module hooks for tests of the entry file, whose sources are imported as they are.
 *
 * - `core.js` is the stand-in beside this file: the real core exists only in a built package.
 * - The query of an address is passed on to what the file imports. `index.js?copy=2` is thereby a copy of the entry
 *   file with a state of its own, as on a page that was just opened.
 */
const STAND_IN = new URL('stand-in-core.js', import.meta.url).href;

export const resolve = async (specifier, context, next) => {
  const { search } = new URL(context.parentURL ?? 'file:///');
  const [path, query] = specifier.split('?');

  if (path === './core.js') {
    return { url: `${STAND_IN}${query ? `?${query}` : search}`, format: 'module', shortCircuit: true };
  }

  const resolved = await next(specifier, context);

  return specifier.startsWith('.') && search ? { ...resolved, url: `${resolved.url}${search}` } : resolved;
};
